# mistake: weights times upstream, without a transpose
# says: For the values you multiply the weights by upstream as in the forward pass. Value t should collect from each step i its upstream, weighted with how much i looked at t: the transposed weights. The shapes are the same, the sums are not.
# verdict: wrong-answer
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    scores = np.where(np.tri(n, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)

    d_values = (weights @ upstream).sum(axis=0)
    d_weights = upstream @ values.T
    centre = (weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
