# approach: deflation: find the best direction in what is left, take it out, repeat; each by the thin QR of the transposed table
import numpy as np


def pca(X, k):
    A = X - X.mean(axis=0)
    n, d = A.shape
    if d > n:                       # 2,600 columns: work with coordinates inside the span of the rows
        basis, small = np.linalg.qr(A.T)
        left = small.T
    else:
        basis, left = np.eye(d), A.copy()
    total = (left ** 2).sum()
    found = []
    for _ in range(k):
        v = np.linalg.svd(left)[2][0]
        for u in found:             # keeps the directions orthogonal to the last bit, also where nothing is left
            v = v - u * (u @ v)
        if np.linalg.norm(v) < 0.5:
            v = complement(found, len(v))
        v = v / np.linalg.norm(v)
        found.append(v)
        left = left - np.outer(left @ v, v)
    components = (basis @ np.array(found).T).T
    scores = A @ components.T
    variance = (scores ** 2).sum(axis=0) / (n - 1)
    return components, variance, variance * (n - 1) / total if total > 0 else np.zeros(k), scores


def complement(found, size):
    rest = np.eye(size) - sum(np.outer(u, u) for u in found)
    return rest[np.argmax(np.linalg.norm(rest, axis=1))]
