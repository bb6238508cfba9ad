# mistake: variance with divisor n
# says: Your variances are divided by n, those asked for by n - 1. With 60 samples that is 1.7% too little; the directions and ratios do not notice.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s ** 2 / len(X)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], centred @ directions[:k].T
