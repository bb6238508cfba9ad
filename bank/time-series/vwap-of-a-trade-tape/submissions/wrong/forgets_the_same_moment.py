# mistake: a window ends with the trade's own row, so later rows of the same millisecond are left out
# says: Some trades share their millisecond with rows further down, and yours do not count those. The window ends at a time, not at a row: look for the last row with that time.
# verdict: wrong-answer
import numpy as np


def tape_vwap(time, price, size, window):
    first = np.searchsorted(time, time - window, side="right")
    behind = np.arange(1, len(time) + 1)
    value, volume = np.append(0.0, np.cumsum(price * size)), np.append(0, np.cumsum(size))
    traded = volume[behind] - volume[first]
    return np.where(traded > 0, (value[behind] - value[first]) / np.where(traded > 0, traded, 1), np.nan)
