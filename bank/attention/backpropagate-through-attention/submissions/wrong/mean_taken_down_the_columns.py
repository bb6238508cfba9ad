# mistake: the weighted mean runs over the queries instead of the keys
# says: You take the softmax's weighted mean down each column, over the queries. The weights of one query add up to 1 along the keys, so the mean that is subtracted runs along the keys as well: axis -1 here.
# verdict: wrong-answer
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    scores = np.where(np.tri(n, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)

    d_values = np.einsum("hit,hie->te", weights, upstream)
    d_weights = upstream @ values.T
    centre = (weights * d_weights).sum(axis=-2, keepdims=True)
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
