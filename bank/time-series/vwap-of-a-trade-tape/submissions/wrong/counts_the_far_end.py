# mistake: the trade exactly one window ago is counted
# says: A trade that is exactly `window` milliseconds old is in your mean. The window is open at its far end: which side of searchsorted leaves equal times out?
# verdict: wrong-answer
import numpy as np


def tape_vwap(time, price, size, window):
    first = np.searchsorted(time, time - window, side="left")
    behind = np.searchsorted(time, time, side="right")
    value, volume = np.append(0.0, np.cumsum(price * size)), np.append(0, np.cumsum(size))
    traded = volume[behind] - volume[first]
    return np.where(traded > 0, (value[behind] - value[first]) / np.where(traded > 0, traded, 1), np.nan)
