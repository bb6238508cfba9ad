# mistake: divides by the positive eigenvalues only
# says: You divide by the positive eigenvalues alone, so a map of a table that no points can have may claim 100%. What is negative cannot be drawn, and the share should say so: divide by the sum of absolute values.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = values[values > 0].sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
