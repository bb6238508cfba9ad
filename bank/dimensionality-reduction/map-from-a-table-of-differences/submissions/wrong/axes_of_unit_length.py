# mistake: the eigenvectors without their scale
# says: Your axes all have length 1: the first and the last look equally important, and distances on the map mean nothing. Multiply each eigenvector by the square root of its eigenvalue.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * (values > 0), values.sum() / share_of
