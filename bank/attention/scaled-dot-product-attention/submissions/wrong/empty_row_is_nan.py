# mistake: -inf without a thought for the row that has nothing else
# says: A query that may see nothing has only -inf scores, and -inf minus -inf is NaN. Use 0 as the maximum of such a row and do not divide it by its sum of 0.
# verdict: wrong-answer
import numpy as np


def attention(queries, keys, values, mask=None):
    scores = queries @ np.swapaxes(keys, -1, -2) / np.sqrt(queries.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
