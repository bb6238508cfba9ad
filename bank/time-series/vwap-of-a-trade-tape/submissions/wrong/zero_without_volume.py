# mistake: 0 where nothing was traded
# says: Where a window has no volume you return 0, which a model reads as a price of nothing. Say NaN: there is no price.
# verdict: wrong-answer
import numpy as np


def tape_vwap(time, price, size, window):
    first = np.searchsorted(time, time - window, side="right")
    behind = np.searchsorted(time, time, side="right")
    value, volume = np.append(0.0, np.cumsum(price * size)), np.append(0, np.cumsum(size))
    return (value[behind] - value[first]) / np.maximum(volume[behind] - volume[first], 1) * (volume[behind] > volume[first])
