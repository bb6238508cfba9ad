# mistake: clusters standardised columns and converts the centres back
# says: You standardise the columns first, so the same distance counts more along one column than along another. That is right for columns in different units; here all share one. Some bikes are not with their nearest centre.
# verdict: wrong-answer
import numpy as np


def squared_distances(X, C):
    return ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)


def start(X, k, rng):
    C = [X[rng.integers(len(X))]]
    while len(C) < k:
        gap = squared_distances(X, np.array(C)).min(axis=1)
        C.append(X[rng.choice(len(X), p=gap / gap.sum())])
    return np.array(C)


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
    best, mean, sd = None, X.mean(axis=0), np.maximum(X.std(axis=0), 1e-12)
    Z = (X - mean) / sd
    for _ in range(20):
        result = run(Z, start(Z, k, rng))
        if best is None or result[2] < best[2]:
            best = result
    C, labels, _ = best
    C = C * sd + mean
    return C, labels, float(((X - C[labels]) ** 2).sum())
