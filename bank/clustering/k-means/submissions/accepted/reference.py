# approach: Lloyd's algorithm from the first k rows and 30 k-means++ starts; an empty cluster takes the point that is farthest from its centre
import numpy as np


def squared_distances(X, centres):
    return ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)


def spread_out(X, k, rng):
    centres = [X[rng.integers(len(X))]]
    while len(centres) < k:
        nearest = squared_distances(X, np.array(centres)).min(axis=1)
        centres.append(X[rng.choice(len(X), p=nearest / nearest.sum())])
    return np.array(centres)


def lloyd(X, centres):
    labels = None
    while True:
        distances = squared_distances(X, centres)
        new = distances.argmin(axis=1)
        own = distances[np.arange(len(X)), new]
        for empty in np.setdiff1d(np.arange(len(centres)), new):
            far = own.argmax()
            new[far], own[far] = empty, own.min()
        if np.array_equal(new, labels):
            return centres, labels, own.sum()
        labels = new
        centres = np.array([X[labels == c].mean(axis=0) for c in range(len(centres))])


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    starts = [X[:k]] + [spread_out(X, k, rng) for _ in range(30)]
    return min((lloyd(X, start) for start in starts), key=lambda run: run[2])
