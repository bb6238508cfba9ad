# mistake: no centring at all
# says: You decompose the squared differences without centring. Then nothing says where the origin is, and the eigenvalues are not those of inner products. Take the means of rows and columns away, and add the overall mean back.
# verdict: wrong-answer
import numpy as np


def draw_map(differences, k):
    squared = differences ** 2
    rows = squared.mean(axis=1)
    products = -0.5 * (squared)
    values, vectors = np.linalg.eigh(products)
    share_of = np.abs(values).sum()
    values, vectors = values[::-1][:k], vectors[:, ::-1][:, :k]
    values = np.where(values > 1e-9 * values[0], values, 0.0)
    return vectors * np.sqrt(values), values.sum() / share_of
