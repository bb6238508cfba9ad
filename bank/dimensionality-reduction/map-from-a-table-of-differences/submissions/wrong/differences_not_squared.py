# mistake: centres the differences, not their squares
# says: You centre the differences themselves. Inner products come from squared distances: |x - y|² = |x|² + |y|² - 2 x·y. Square the table first.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
