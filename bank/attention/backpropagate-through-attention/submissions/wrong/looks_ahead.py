# mistake: no causal mask
# says: Your recomputed weights let a step look at later ones. The gradient is that of another model: mask the scores of later steps before the softmax, as the forward pass does.
# verdict: wrong-answer
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)

    d_values = np.einsum("hit,hie->te", weights, upstream)
    d_weights = upstream @ values.T
    centre = (weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
