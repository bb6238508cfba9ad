# mistake: the right algorithm, a step of Python for each trade
# says: Your window slides with two pointers, which is the right idea, but each step is Python. Find the ends of all windows with one call of searchsorted.
# verdict: time-limit
import numpy as np


def tape_vwap(time, price, size, window):
    result = np.full(len(time), np.nan)
    first = behind = volume = 0
    value = 0.0
    for i in range(len(time)):
        while behind < len(time) and time[behind] <= time[i]:
            value, volume, behind = value + price[behind] * size[behind], volume + size[behind], behind + 1
        while time[first] <= time[i] - window:
            value, volume, first = value - price[first] * size[first], volume - size[first], first + 1
        if volume > 0:
            result[i] = value / volume
    return result
