# mistake: p (1 - p) as the derivative of a softmax
# says: You multiply by p (1 - p), the diagonal of the softmax's Jacobian. Raising one score lowers the weights of all the others in its row, and that part is missing. Subtract the row's weighted mean of the incoming gradient instead.
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
    d_scores = weights * (1 - weights) * d_weights / np.sqrt(d)
    return d_scores @ keys, np.einsum("hit,hid->td", d_scores, queries), d_values
