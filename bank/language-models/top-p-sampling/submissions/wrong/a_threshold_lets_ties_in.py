# mistake: keeps every token at least as probable as the last of the nucleus
# says: You keep every token whose probability reaches that of the last one in the nucleus. With ties at the edge that is more than the shortest beginning: cut by place, not by value.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    size = (np.cumsum(p, axis=1) - p < top_p - 1e-9).sum(axis=1)
    edge = z[np.arange(len(z)), size - 1]
    p[z < edge[:, None]] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), passed.sum(axis=1)]
