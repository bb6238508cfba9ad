# mistake: returns U instead of U times S
# says: Your scores are the left singular vectors: every column has length 1, so the spread along a direction is lost (that would be whitening). Multiply by the singular values, or project the centred data.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    u, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], u[:, :k]
