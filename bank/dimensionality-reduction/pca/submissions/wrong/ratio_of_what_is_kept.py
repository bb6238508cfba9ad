# mistake: divides by the variance of the k kept components
# says: Your ratios add up to 1 for every k, since you divide by the variance of the kept components. Divide by the total over all columns, or the ratio says nothing about what was lost.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s[:k] ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(k)
    return directions[:k], variance, ratio, centred @ directions[:k].T
