# approach: no k-means++; many random starts run as long as time allows, plus one start by farthest points
import time
import numpy as np


def assign(X, C):
    D = np.empty((len(X), len(C)))
    for j, c in enumerate(C):
        D[:, j] = np.einsum("ij,ij->i", X - c, X - c)
    return D


def run(X, C):
    labels = np.full(len(X), -1)
    while True:
        D = assign(X, C)
        new = np.argmin(D, axis=1)
        cost = np.min(D, axis=1)
        for j in range(len(C)):
            if not (new == j).any():
                i = int(np.argmax(cost))
                new[i], cost[i] = j, -1.0
        if (new == labels).all():
            break
        labels = new
        C = np.stack([np.mean(X[labels == j], axis=0) for j in range(len(C))])
    return C, labels, float(((X - C[labels]) ** 2).sum())


def kmeans(X, k, seed):
    rng = np.random.default_rng(seed)
    start = time.process_time()
    distinct = np.unique(X, axis=0)
    far = [int(rng.integers(len(distinct)))]
    while len(far) < k:
        far.append(int(assign(distinct, distinct[far]).min(axis=1).argmax()))
    best = run(X, distinct[far])
    for _ in range(300):
        if time.process_time() - start > 0.5:
            break
        result = run(X, distinct[rng.choice(len(distinct), k, replace=False)])
        if result[2] < best[2]:
            best = result
    return best
