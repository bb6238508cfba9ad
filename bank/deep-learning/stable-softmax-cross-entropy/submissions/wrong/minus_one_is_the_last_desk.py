# mistake: the label -1 indexes the last column
# says: For an unlabelled claim you read column -1, which in numpy is the last desk: all of them count as labelled with that desk. Choose the labelled rows before you index.
# verdict: wrong-answer
import numpy as np


def softmax_cross_entropy(logits, labels):
    n = len(labels)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[np.arange(n), labels] -= 1
    return float(-log_p[np.arange(n), labels].mean()), gradient / n
