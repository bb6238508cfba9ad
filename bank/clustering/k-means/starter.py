import numpy as np


def kmeans(X, k, seed):
    """Return (centres, labels, inertia) of a clustering in which nothing moves any more."""
    rng = np.random.default_rng(seed)
    raise NotImplementedError
