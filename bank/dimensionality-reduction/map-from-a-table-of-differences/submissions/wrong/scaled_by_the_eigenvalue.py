# mistake: eigenvalue instead of its square root
# says: You multiply by the eigenvalue. An eigenvalue is the sum of squares along its axis, so the coordinates are as long as its square root.
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
    return vectors * values, values.sum() / share_of
