# mistake: the loop over the heads overwrites the keys' gradient
# says: Keys and values get what the last head sends back, and the other heads are lost: the assignment in the loop replaces what is there. Add with += into an array of zeros.
# verdict: wrong-answer
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    scores = np.where(np.tri(n, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)

    d_values = weights[-1].T @ upstream[-1]
    d_weights = upstream @ values.T
    centre = (weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, d_scores[-1].T @ queries[-1], d_values
