# mistake: subtracts the largest logit of the whole matrix
# says: You subtract one maximum, that of the whole batch. A row whose logits all lie far below it underflows to zeros, and 0 / 0 is NaN. Take the maximum of each row.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    rows = np.flatnonzero(labels >= 0)
    gradient = np.zeros(logits.shape)
    if len(rows) == 0:
        return 0.0, gradient
    z = logits[rows] - logits.max()
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    own = np.arange(len(rows)), labels[rows]
    p = np.exp(log_p)
    p[own] -= 1
    gradient[rows] = p / len(rows)
    return float(-log_p[own].mean()), gradient
