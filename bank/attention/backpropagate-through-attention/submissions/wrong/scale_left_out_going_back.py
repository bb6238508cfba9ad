# mistake: the forward pass divides by sqrt(d), the backward pass does not
# says: Your gradients by queries and keys are too large by the square root of d. The scores were divided by it on the way up, so the chain rule divides by it on the way down too. The values have no score between them and the loss, so theirs are right.
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
    centre = (weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores = weights * (d_weights - centre)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
