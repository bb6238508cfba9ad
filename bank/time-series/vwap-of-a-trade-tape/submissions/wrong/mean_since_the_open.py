# mistake: the running VWAP since the first trade, the window is never closed behind
# says: Nothing ever leaves your window: this is the VWAP since the open. Subtract what had been traded before the window began.
# verdict: wrong-answer
import numpy as np


def tape_vwap(time, price, size, window):
    behind = np.searchsorted(time, time, side="right")
    value, volume = np.append(0.0, np.cumsum(price * size)), np.append(0, np.cumsum(size))
    return np.where(volume[behind] > 0, value[behind] / np.where(volume[behind] > 0, volume[behind], 1), np.nan)
