# mistake: cuts the nucleus at temperature 1 and then applies the temperature
# says: You choose the nucleus at temperature 1 and apply the temperature to what is left. The nucleus must be cut from the distribution that you sample from: divide by the temperature first.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp(z - z[:, :1])
    p /= p.sum(axis=1, keepdims=True)
    cut = np.cumsum(p, axis=1) - p >= top_p - 1e-9
    p = np.exp((z - z[:, :1]) / temperature)
    p[cut] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), passed.sum(axis=1)]
