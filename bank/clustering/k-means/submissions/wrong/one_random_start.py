# mistake: a single start from k random points
# says: You run once, from k random points. Two of them often fall into the same group, and no later step can undo that. Start several times, spread the first centres out, and keep the clustering with the lowest inertia.
# verdict: wrong-answer
import numpy as np


def squared_distances(X, C):
    return ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)


def start(X, k, rng):
    return X[rng.choice(len(X), k, replace=False)]


def run(X, C):
    labels = None
    while True:
        D = squared_distances(X, C)
        new = D.argmin(axis=1)
        cost = D.min(axis=1)
        for j in np.setdiff1d(np.arange(len(C)), new):
            far = cost.argmax()
            new[far], cost[far] = j, 0.0
        if labels is not None and (new == labels).all():
            break
        labels = new
        C = np.array([X[labels == j].mean(axis=0) for j in range(len(C))])
    return C, labels, float(((X - C[labels]) ** 2).sum())


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    best = None
    for _ in range(1):
        result = run(X, start(X, k, rng))
        if best is None or result[2] < best[2]:
            best = result
    return best
