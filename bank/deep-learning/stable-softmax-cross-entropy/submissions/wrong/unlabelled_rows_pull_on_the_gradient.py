# mistake: unlabelled rows are left out of the loss but not of the gradient
# says: Your loss leaves the unlabelled rows out, but in the gradient these rows still hold their probabilities, as if every desk were wrong. A row that is not in the loss has derivative 0.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    labelled = labels >= 0
    m = labelled.sum()
    if m == 0:
        return 0.0, np.zeros(logits.shape)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.flatnonzero(labelled)
    gradient = np.exp(log_p)
    gradient[rows, labels[rows]] -= 1
    return float(-log_p[rows, labels[rows]].sum() / m), gradient / m
