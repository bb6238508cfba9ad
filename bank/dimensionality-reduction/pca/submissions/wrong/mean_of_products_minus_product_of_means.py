# mistake: covariance as E[xy] - E[x]E[y]
# says: You compute the covariance as the mean of products minus the product of means. Around 100,000 both are near 10^10 and the difference keeps few digits. Subtract the mean from the data, then multiply.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    n, d = X.shape
    mean = X.mean(axis=0)
    if d > 400:                     # few rows: the same formula on the inner products would not apply
        _, s, directions = np.linalg.svd(X - mean, full_matrices=False)
        values = s ** 2 / (n - 1)
        return directions[:k], values[:k], values[:k] / values.sum(), (X - mean) @ directions[:k].T
    values, vectors = np.linalg.eigh((X.T @ X - n * np.outer(mean, mean)) / (n - 1))
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    total = values.sum()
    ratio = values / total if total > 0 else np.zeros(d)
    return vectors[:, :k].T, values[:k], ratio[:k], (X - mean) @ vectors[:, :k]
