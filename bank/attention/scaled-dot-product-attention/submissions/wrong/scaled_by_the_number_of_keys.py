# mistake: divides by the root of the wrong axis
# says: You divide by the square root of the number of keys. The scale belongs to the length d of the vectors whose dot product you take: the same note would otherwise get another score in a longer stay.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2)
    scores = scores / np.sqrt(scores.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1.0)
    return weights @ values, weights
