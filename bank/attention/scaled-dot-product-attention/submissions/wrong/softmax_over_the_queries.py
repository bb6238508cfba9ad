# mistake: normalises along the axis of the queries
# says: Your weights add up to 1 over the queries, not over the keys: queries compete for a key. Take the maximum and the sum along the last axis.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=-2, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=-2, keepdims=True)
    weights = weights / np.where(total > 0, total, 1.0)
    return weights @ values, weights
