# mistake: divides each column by its standard deviation
# says: You divide each column by its standard deviation. All columns here share a unit, and a wavelength that hardly moves would count as much as one that carries the signal. Centre only.
# verdict: wrong-answer
import numpy as np


def pca(X, k):
    centred = X - X.mean(axis=0)
    spread = centred.std(axis=0, ddof=1)
    centred = centred / np.where(spread > 0, spread, 1.0)
    _, s, directions = np.linalg.svd(centred, full_matrices=False)
    variance = s ** 2 / (len(X) - 1)
    total = variance.sum()
    ratio = variance / total if total > 0 else np.zeros(len(s))
    return directions[:k], variance[:k], ratio[:k], centred @ directions[:k].T
