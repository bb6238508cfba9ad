# approach: global k-means; solve for 1, 2, ... k centres, trying several places for the new one and keeping the old ones
import numpy as np


def distances_to(X, C):
    return np.stack([((X - c) ** 2).sum(axis=1) for c in C], axis=1)


def settle(X, C):
    old = None
    while True:
        D = distances_to(X, C)
        labels = D.argmin(axis=1)
        counts = np.bincount(labels, minlength=len(C))
        for c in np.flatnonzero(counts == 0):
            i = D[np.arange(len(X)), labels].argmax()
            labels[i], D[i] = c, 0.0
        if old is not None and (labels == old).all():
            return C, labels
        old = labels
        total = np.zeros_like(C)
        np.add.at(total, labels, X)
        C = total / np.bincount(labels, minlength=len(C))[:, None]


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    X = np.asarray(X, dtype=float)
    origin = X.mean(axis=0)
    Y = X - origin
    C, labels = Y.mean(axis=0, keepdims=True), np.zeros(len(Y), int)
    for size in range(2, k + 1):
        gap = distances_to(Y, C).min(axis=1)
        tried = np.append(rng.choice(len(Y), size=min(15, int((gap > 0).sum())), replace=False, p=gap / gap.sum()), gap.argmax())
        best = None
        for i in tried:
            centres, assigned = settle(Y, np.vstack([C, Y[i]]))
            value = ((Y - centres[assigned]) ** 2).sum()
            if best is None or value < best[0]:
                best = value, centres, assigned
        C, labels = best[1], best[2]
    return C + origin, labels, float(((Y - C[labels]) ** 2).sum())
