# mistake: the plain mean of the prices in the window
# says: Your value is the plain mean of the prices, in which one lot weighs as much as a thousand. Weigh each price by its size, and divide by the sum of the sizes.
# verdict: wrong-answer
import numpy as np


def tape_vwap(time, price, size, window):
    first = np.searchsorted(time, time - window, side="right")
    behind = np.searchsorted(time, time, side="right")
    total = np.append(0.0, np.cumsum(price))
    return (total[behind] - total[first]) / (behind - first)
