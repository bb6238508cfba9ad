# mistake: log(p + 1e-12) of a stable softmax
# says: You add 1e-12 before the logarithm, so no row can lose more than 27.6, however wrong it is. The worst rows, which you want to see, are cut. Compute log p as the logit minus the log-sum-exp.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    rows = np.flatnonzero(labels >= 0)
    gradient = np.zeros(logits.shape)
    if len(rows) == 0:
        return 0.0, gradient
    z = logits[rows]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    own = np.arange(len(rows)), labels[rows]
    loss = -np.log(p[own] + 1e-12).mean()
    p[own] -= 1
    gradient[rows] = p / len(rows)
    return float(loss), gradient
