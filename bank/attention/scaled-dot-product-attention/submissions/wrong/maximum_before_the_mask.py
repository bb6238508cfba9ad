# mistake: the shift is the maximum over all keys, forbidden ones too
# says: Your shift is the maximum over all keys. When a forbidden key scores far above the allowed ones, their exponentials all become 0 and the query loses its attention. Mask first, then take the maximum.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    if mask is not None:
        weights = weights * mask
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1.0)
    return weights @ values, weights
