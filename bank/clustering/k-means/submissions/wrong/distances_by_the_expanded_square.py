# mistake: computes |x|^2 - 2 x c + |c|^2, and the inertia from it
# says: You compute squared distances as |x|^2 - 2 xc + |c|^2. With coordinates in the millions that subtracts numbers of 13 digits, and the last ones are lost: some distances come out negative. Subtract first and square afterwards, or centre the data.
# verdict: wrong-answer
import numpy as np


def squared_distances(X, C):
    return (X ** 2).sum(axis=1)[:, None] - 2 * X @ C.T + (C ** 2).sum(axis=1)


def start(X, k, rng):
    C = [X[rng.integers(len(X))]]
    while len(C) < k:
        gap = np.maximum(0, squared_distances(X, np.array(C))).min(axis=1)
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
    return C, labels, float(squared_distances(X, C)[np.arange(len(X)), labels].sum())


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    best = None
    for _ in range(20):
        result = run(X, start(X, k, rng))
        if best is None or result[2] < best[2]:
            best = result
    return best
