# approach: log-softmax of the labelled rows, shifted by the maximum of each row
import numpy as np


def softmax_cross_entropy(logits, labels):
    gradient = np.zeros(logits.shape)
    rows = np.flatnonzero(labels >= 0)
    if len(rows) == 0:
        return 0.0, gradient
    z = logits[rows].astype(float)
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    own = np.arange(len(rows)), labels[rows]
    p = np.exp(log_p)
    p[own] -= 1.0
    gradient[rows] = p / len(rows)
    return float(-log_p[own].mean()), gradient
