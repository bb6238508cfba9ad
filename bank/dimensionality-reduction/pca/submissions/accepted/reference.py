# approach: thin singular value decomposition of the centred table
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    components = directions[:k]
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return components, variance[:k], ratio[:k], centred @ components.T
