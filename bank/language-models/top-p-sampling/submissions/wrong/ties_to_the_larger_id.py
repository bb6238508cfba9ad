# mistake: argsort()[::-1] turns equal logits round
# says: Among equal logits you put the larger token id first: reversing an ascending sort reverses the ties too. Sort the negative logits with kind="stable".
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(logits, axis=1, kind="stable")[:, ::-1]
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    p[np.cumsum(p, axis=1) - p >= top_p - 1e-9] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), passed.sum(axis=1)]
