# approach: the sum of p - y in each bin is all that is needed: the numbers of nights cancel
import numpy as np


def calibration_error(probabilities, outcomes, bins):
    p, y = np.asarray(probabilities, dtype=float), np.asarray(outcomes, dtype=float)
    if p.shape != y.shape or p.size == 0:
        raise ValueError("two lists of the same length are needed")
    place = np.minimum((p * bins).astype(int), bins - 1)
    return float(np.abs(np.bincount(place, weights=p - y)).sum() / p.size)
