# mistake: takes rows of eigh's vectors, which are columns
# says: eigh returns eigenvectors as columns, and you take rows of that matrix. They are orthonormal too, so nothing looks wrong until you test the variance along them. Transpose before you cut.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    n, d = X.shape
    if d > 400:                     # the real script would not get here in time
        _, s, vt = np.linalg.svd(centred, full_matrices=False)
        values, vectors = s ** 2 / (n - 1), vt.T
        components = vectors[:k]
        return components, values[:k], values[:k] / values.sum(), centred[:, :components.shape[1]] @ components.T
    values, vectors = np.linalg.eigh(centred.T @ centred / (n - 1))
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    total = values.sum()
    ratio = values / total if total > 0 else np.zeros(d)
    return vectors[:k], values[:k], ratio[:k], centred @ vectors[:k].T
