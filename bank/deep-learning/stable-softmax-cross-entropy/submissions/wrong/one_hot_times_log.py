# mistake: multiplies the log-probabilities by a one-hot matrix
# says: You multiply all log-probabilities by a one-hot matrix. For a closed desk that is 0 times -infinity, which is NaN. Pick the label's entry by index instead of multiplying the rest by zero.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    n, k = logits.shape
    labelled = labels >= 0
    m = labelled.sum()
    if m == 0:
        return 0.0, np.zeros((n, k))
    one_hot = (np.arange(k) == labels[:, None]).astype(float)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -(one_hot * log_p).sum() / m
    gradient = (np.exp(log_p) - one_hot) * labelled[:, None] / m
    return float(loss), gradient
