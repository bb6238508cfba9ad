# mistake: compares the draw with the sums of the unscaled probabilities
# says: You walk through the nucleus without dividing it by its sum. Draws above that sum find no token and all fall on the last one. Renormalise, or multiply the draw by the sum.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    if temperature == 0:
        return np.argmax(logits, axis=1)
    order = np.argsort(-logits, axis=1, kind="stable")
    z = np.take_along_axis(logits, order, axis=1)
    p = np.exp((z - z[:, :1]) / temperature)
    p /= p.sum(axis=1, keepdims=True)
    before = np.cumsum(p, axis=1) - p
    size = (before < top_p - 1e-9).sum(axis=1)
    passed = (np.cumsum(p, axis=1) <= draws[:, None]).sum(axis=1)
    return order[np.arange(len(order)), np.minimum(passed, size - 1)]
