# mistake: takes the first k of eigh, which are the smallest
# says: You return the directions with the least variance: eigh orders its eigenvalues from small to large. Take the last k, in reverse.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    s, directions = s[::-1], directions[::-1]
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], centred @ directions[:k].T
