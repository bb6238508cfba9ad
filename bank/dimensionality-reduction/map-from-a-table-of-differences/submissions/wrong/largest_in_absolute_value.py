# mistake: axes by the size of the eigenvalue, whatever its sign
# says: You rank the axes by the absolute value and draw those with a negative eigenvalue too. Points along such an axis would have negative squared distances; there is nothing to draw. Only positive eigenvalues get an axis.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    order = np.argsort(-np.abs(values))[:k]
    values, vectors = np.abs(values[order]), vectors[:, order]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
