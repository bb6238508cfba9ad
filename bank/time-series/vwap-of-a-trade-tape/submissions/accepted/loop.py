# approach: a loop over the trades that cuts each window out of the arrays: right, plain, and what speed is measured against
import numpy as np


def tape_vwap(time, price, size, window):
    result = np.full(len(time), np.nan)
    for i in range(len(time)):
        first = np.searchsorted(time, time[i] - window, side="right")
        behind = np.searchsorted(time, time[i], side="right")
        volume = size[first:behind].sum()
        if volume > 0:
            result[i] = (price[first:behind] * size[first:behind]).sum() / volume
    return result
