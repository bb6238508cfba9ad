# approach: both ends of all windows by binary search, then differences of prefix sums
import numpy as np


def tape_vwap(time, price, size, window):
    if len(time) == 0:
        return np.zeros(0)
    first = np.searchsorted(time, time - window, side="right")
    behind = np.searchsorted(time, time, side="right")
    base = price[0]  # sums of what lies around 0 keep more digits
    value = np.concatenate([[0.0], np.cumsum((price - base) * size)])
    volume = np.concatenate([[0], np.cumsum(size)])
    traded = volume[behind] - volume[first]
    with np.errstate(invalid="ignore"):
        return np.where(traded > 0, base + (value[behind] - value[first]) / np.where(traded > 0, traded, 1), np.nan)
