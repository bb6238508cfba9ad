# mistake: keys.T reverses all axes
# says: keys.T reverses all axes, the batch too, so your code works for one sequence and stops with an error for a batch. Exchange the last two axes only: np.swapaxes(keys, -1, -2).
# verdict: runtime-error
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ keys.T / np.sqrt(queries.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=-1, keepdims=True)
    weights = weights / np.where(total > 0, total, 1.0)
    return weights @ values, weights
