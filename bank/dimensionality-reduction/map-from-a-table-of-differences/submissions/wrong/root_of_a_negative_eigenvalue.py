# mistake: takes the square root of whatever comes
# says: You take the square root of negative eigenvalues, and these columns are NaN. A table that a panel made is rarely one of true distances: set such eigenvalues, and what is only rounding error, to 0.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    return vectors * np.sqrt(values), values.sum() / share_of
