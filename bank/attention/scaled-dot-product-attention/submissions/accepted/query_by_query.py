# approach: one query at a time, over its allowed keys only: nothing forbidden is ever computed
import numpy as np


def attention(queries, keys, values, mask=None):
    lead, (n, d), m = queries.shape[:-2], queries.shape[-2:], keys.shape[-2]
    allowed = np.ones(lead + (n, m), dtype=bool) if mask is None else np.broadcast_to(mask, lead + (n, m))
    weights = np.zeros(lead + (n, m))
    output = np.zeros(lead + (n, values.shape[-1]))
    for at in np.ndindex(*lead, n):
        seen = np.flatnonzero(allowed[at])
        if len(seen) == 0:
            continue
        scores = keys[at[:-1]][seen] @ queries[at] / np.sqrt(d)
        share = np.exp(scores - scores.max())
        share /= share.sum()
        weights[at][seen] = share
        output[at] = share @ values[at[:-1]][seen]
    return output, weights
