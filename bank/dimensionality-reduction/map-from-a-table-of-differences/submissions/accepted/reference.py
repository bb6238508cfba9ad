# approach: double centring by row means, then the eigenvectors of the inner products
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
