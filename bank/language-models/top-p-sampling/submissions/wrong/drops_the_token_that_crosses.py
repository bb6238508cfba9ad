# mistake: keeps tokens while the sum is at most p, and at least one
# says: You drop the token with which the sum crosses p, so your nucleus holds less than p. A token is in when the sum before it is still below p.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    keep = np.cumsum(p, axis=1) <= top_p + 1e-9
    keep[:, 0] = True
    p[~keep] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), passed.sum(axis=1)]
