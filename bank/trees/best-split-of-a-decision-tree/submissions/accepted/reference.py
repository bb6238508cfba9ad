# approach: sort each column once; cumulative class counts give every split of the column at the same time
import numpy as np


def impurity(counts, criterion):
    share = counts / counts.sum(axis=1, keepdims=True)
    if criterion == "gini":
        return -(share ** 2).sum(axis=1)    # the constant 1 cancels in a gain
    return -(share * np.log2(np.where(share > 0, share, 1))).sum(axis=1)


def best_split(X, labels, criterion, min_leaf):
    n = len(labels)
    kinds, code = np.unique(labels, return_inverse=True)
    one_hot = np.eye(len(kinds))[code]
    total = one_hot.sum(axis=0)
    parent = impurity(total[None, :], criterion)
    best = None
    for column in range(X.shape[1]):
        order = np.argsort(X[:, column])
        x = X[order, column]
        left = np.cumsum(one_hot[order], axis=0)[:-1]
        size = np.arange(1, n)
        allowed = (x[:-1] < x[1:]) & (size >= min_leaf) & (n - size >= min_leaf)
        if not allowed.any():
            continue
        left, size = left[allowed], size[allowed]
        gain = parent - size / n * impurity(left, criterion) - (1 - size / n) * impurity(total - left, criterion)
        first = np.argmax(gain > gain.max() - 1e-9)
        if gain.max() > 1e-9 and (best is None or gain.max() > best[2] + 1e-9):
            best = column, ((x[:-1] + x[1:]) / 2)[allowed][first], gain[first]
    return best
