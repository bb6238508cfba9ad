# approach: eigenvectors of the d by d covariance when there are few columns, of the n by n inner products when there are few rows
import numpy as np


def pca(X, k):
    n, d = X.shape
    A = X - X.mean(axis=0)
    if d <= n:
        values, vectors = np.linalg.eigh(A.T @ A)
        components = vectors[:, ::-1][:, :k].T
        values = values[::-1][:k]
    else:
        values, vectors = np.linalg.eigh(A @ A.T)
        values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
        # Gram-Schmidt by QR also fills in directions of variance zero, where A.T @ vectors vanishes
        found = A.T @ vectors
        found[:, values <= 1e-12 * max(values[0], 1e-300)] = 0.0
        q, r = np.linalg.qr(found)
        components = (q * np.where(np.diag(r) < 0, -1.0, 1.0)).T
    variance = np.maximum(values, 0.0) / (n - 1)
    total = A.var(axis=0, ddof=1).sum()
    ratio = variance / total if total > 0 else np.zeros(k)
    return components, variance, ratio, A @ components.T
