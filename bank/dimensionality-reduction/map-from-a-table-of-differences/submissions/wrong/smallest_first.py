# mistake: takes the first k of eigh
# says: eigh orders eigenvalues from small to large, and you take its first k: the axes with the least, or with negative eigenvalues. Reverse values and columns before you cut.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared - rows[:, None] - rows[None, :] + squared.mean())
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    largest = values[-1]
    values, vectors = values[:k], vectors[:, :k]
    values = np.where(values > 1e-9 * largest, values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
