# mistake: builds the d by d covariance matrix for any d
# says: Your results are right, but for 2,600 columns you factorise a matrix of 6.8 million entries, of which at most 59 directions carry anything. Use the thin SVD of the centred table, or the n by n inner products.
# verdict: time-limit
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(X, rowvar=False).reshape(X.shape[1], -1))
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    total = values.sum()
    ratio = values / total if total > 0 else np.zeros(len(values))
    return vectors[:, :k].T, values[:k], ratio[:k], centred @ vectors[:, :k]
