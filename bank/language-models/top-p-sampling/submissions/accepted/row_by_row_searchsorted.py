# approach: one row at a time; np.lexsort by logit and id, np.searchsorted twice: for the end of the nucleus and for the draw
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    def one(row, u):
        order = np.lexsort((np.arange(len(row)), -row))
        if temperature == 0:
            return order[0]
        z = row[order] / temperature
        running = np.cumsum(np.exp(z - z[0]))
        running /= running[-1]
        size = min(np.searchsorted(running, top_p - 1e-9, side="left") + 1, len(row))
        return order[np.searchsorted(running[:size] / running[size - 1], u, side="right")]
    return [int(one(row, u)) for row, u in zip(logits, draws)]
