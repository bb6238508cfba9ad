import numpy as np


def tape_vwap(time, price, size, window):
    """Return the volume-weighted mean price of the last `window` milliseconds, one value a trade."""
    raise NotImplementedError
