# mistake: later steps are set to 0 after the softmax
# says: You set the weights of later steps to 0 after the softmax, so the weights of a step no longer add up to 1: the later scores still stand in the denominator. Mask before you exponentiate.
# verdict: wrong-answer
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = np.tril(weights / weights.sum(axis=-1, keepdims=True))

    d_values = np.einsum("hit,hie->te", weights, upstream)
    d_weights = upstream @ values.T
    centre = (weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
