# mistake: sets forbidden weights to 0 after the softmax
# says: You set forbidden weights to 0 after the softmax has shared them out, so a row adds up to less than 1 and the outputs shrink with the padding. Give forbidden scores -inf before the softmax.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if mask is not None:
        weights = np.where(mask, weights, 0.0)
    return weights @ values, weights
