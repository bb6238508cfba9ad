# mistake: d_scores times queries, without a transpose
# says: For the keys you multiply d_scores by the queries without turning it round, so key t collects what query t sent to all keys. It should collect what all queries sent to key t. With as many keys as queries the shapes do not object.
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
    d_scores = weights * (d_weights - centre) / np.sqrt(d)
    return d_scores @ keys, (d_scores @ queries).sum(axis=0), d_values
