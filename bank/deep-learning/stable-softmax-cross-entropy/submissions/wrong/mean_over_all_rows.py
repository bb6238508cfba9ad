# mistake: divides by the number of rows, labelled or not
# says: You divide by all rows, also those without a label. The loss then shrinks as more claims are unlabelled, and so does the step. Divide by the number of labelled rows.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    n = len(labels)
    rows = np.flatnonzero(labels >= 0)
    gradient = np.zeros(logits.shape)
    if len(rows) == 0:
        return 0.0, gradient
    z = logits[rows] - logits[rows].max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    own = np.arange(len(rows)), labels[rows]
    p = np.exp(log_p)
    p[own] -= 1
    gradient[rows] = p / n
    return float(-log_p[own].sum() / n), gradient
