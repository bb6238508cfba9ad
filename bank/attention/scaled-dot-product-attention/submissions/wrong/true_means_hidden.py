# mistake: reads the mask the other way round
# says: You hide the keys where the mask is True. Some libraries mean that (PyTorch's MultiheadAttention), but here True means that the query may look. Turn the condition round.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    if mask is not None:
        scores = np.where(mask, -np.inf, scores)
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1.0)
    return weights @ values, weights
