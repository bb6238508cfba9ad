# mistake: forbidden scores are set to -1e9
# says: A query that may see nothing spreads its weight evenly over all forbidden keys: all its scores are the same -1e9. Such a row must have zero weights; set it to 0 after the softmax.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
