# mistake: leaves the centre of an empty cluster where it is
# says: An empty cluster keeps its old centre and stays empty, so you return fewer than k groups. Give it a point, for example the one farthest from its centre.
# verdict: wrong-answer
import numpy as np


def squared_distances(X, C):
    return ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)


def start(X, k, rng):
    return rng.uniform(X.min(axis=0), X.max(axis=0), (k, X.shape[1]))


def run(X, C):
    labels = None
    while True:
        D = squared_distances(X, C)
        new = D.argmin(axis=1)
        cost = D.min(axis=1)
        if labels is not None and (new == labels).all():
            break
        labels = new
        C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))])
    return C, labels, float(((X - C[labels]) ** 2).sum())


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    best = None
    for _ in range(5):
        result = run(X, start(X, k, rng))
        if best is None or result[2] < best[2]:
            best = result
    return best
