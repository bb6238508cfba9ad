# mistake: projects X, not the centred data
# says: Your directions are right, but you project X without taking the mean away, so the scores do not have their origin at the mean of the samples. Project what you decomposed.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], X @ directions[:k].T
