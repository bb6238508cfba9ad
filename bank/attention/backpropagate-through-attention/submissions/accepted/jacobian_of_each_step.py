# approach: step by step over the keys it may see, with the full Jacobian of the softmax, diag(p) - p p^T
import numpy as np


def attention_gradients(queries, keys, values, upstream):
    d_queries, d_keys, d_values = np.zeros(queries.shape), np.zeros(keys.shape), np.zeros(values.shape)
    root = keys.shape[1] ** 0.5
    for a, i in np.ndindex(queries.shape[:2]):
        q, seen, u = queries[a, i], slice(0, i + 1), upstream[a, i]
        s = keys[seen] @ q / root
        p = np.exp(s - s.max())
        p /= p.sum()
        jacobian = np.diag(p) - np.outer(p, p)
        d_s = jacobian @ (values[seen] @ u) / root
        d_queries[a, i] = d_s @ keys[seen]
        d_keys[seen] += np.outer(d_s, q)
        d_values[seen] += np.outer(p, u)
    return d_queries, d_keys, d_values
