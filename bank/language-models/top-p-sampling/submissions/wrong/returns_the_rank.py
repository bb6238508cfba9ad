# mistake: returns the place in the sorted order instead of the token
# says: You return the place of the token in the sorted order: 0 for the most probable one, whatever its id. Look the id up in the array that sorted the row.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    z = -np.sort(-logits, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    p[np.cumsum(p, axis=1) - p >= top_p - 1e-9] = 0.0
    passed = np.cumsum(p, axis=1) <= draws[:, None] * p.sum(axis=1, keepdims=True)
    return passed.sum(axis=1)
