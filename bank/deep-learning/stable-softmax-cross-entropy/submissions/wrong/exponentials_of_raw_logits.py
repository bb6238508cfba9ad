# mistake: takes the exponential of the logits as they are
# says: You take the exponential of the raw logits, so a logit above 709 becomes infinity and infinity / infinity is NaN. Subtract the largest logit of each row first: the probabilities stay the same.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    rows = np.flatnonzero(labels >= 0)
    gradient = np.zeros(logits.shape)
    if len(rows) == 0:
        return 0.0, gradient
    e = np.exp(logits[rows])
    p = e / e.sum(axis=1, keepdims=True)
    own = np.arange(len(rows)), labels[rows]
    loss = -np.log(p[own]).mean()
    p[own] -= 1
    gradient[rows] = p / len(rows)
    return float(loss), gradient
