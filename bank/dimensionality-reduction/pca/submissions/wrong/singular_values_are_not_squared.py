# mistake: takes the singular values for variances
# says: You use the singular values as if they were variances. A singular value is the length of the scores along a direction; square it and divide by n - 1.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], centred @ directions[:k].T
