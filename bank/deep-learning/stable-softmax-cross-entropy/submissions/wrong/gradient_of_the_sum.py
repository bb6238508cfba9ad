# mistake: the loss is a mean, the gradient that of the sum
# says: Your loss is a mean but your gradient belongs to the sum, so the step grows with the batch. Divide the gradient by the number of labelled rows too; a finite difference on one logit would have shown it.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    rows = np.flatnonzero(labels >= 0)
    gradient = np.zeros(logits.shape)
    if len(rows) == 0:
        return 0.0, gradient
    z = logits[rows] - logits[rows].max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    own = np.arange(len(rows)), labels[rows]
    p = np.exp(log_p)
    p[own] -= 1
    gradient[rows] = p
    return float(-log_p[own].mean()), gradient
