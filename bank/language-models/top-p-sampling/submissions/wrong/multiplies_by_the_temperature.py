# mistake: logits times temperature
# says: You multiply the logits by the temperature, so a high temperature makes the choice sharper. Divide: the higher the temperature, the flatter the distribution.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) * temperature)
    p /= p.sum(axis=1, keepdims=True)
    p[np.cumsum(p, axis=1) - p >= top_p - 1e-9] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), passed.sum(axis=1)]
