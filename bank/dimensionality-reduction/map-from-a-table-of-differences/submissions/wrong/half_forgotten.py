# mistake: B without the factor of one half
# says: Your map is too large by the square root of 2 along each axis. The squared distance holds the inner product twice, so B is minus one half of the centred table. The share does not notice, since the factor cancels there.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -1.0 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
