# mistake: decomposes X as it is
# says: You decompose X without taking the mean away. The first direction then points from the origin to the cloud and its variance is mostly the squared mean. Subtract the column means first.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    _, s, directions = np.linalg.svd(X, full_matrices=False)
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], X @ directions[:k].T
