# approach: all rows at once: one stable sort, running sums, and a count of the sums that lie above u
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    before = np.cumsum(p, axis=1) - p
    p[before >= top_p - 1e-9] = 0.0
    above = np.cumsum(p, axis=1) > draws[:, None] * p.sum(axis=1, keepdims=True)
    return order[np.arange(len(order)), above.shape[1] - above.sum(axis=1)]
