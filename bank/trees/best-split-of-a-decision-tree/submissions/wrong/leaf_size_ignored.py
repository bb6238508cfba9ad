# mistake: does not look at min_leaf
# says: Your best split leaves fewer than min_leaf rows on one side. Rule such cuts out before you look for the maximum.
# verdict: wrong-answer
import numpy as np


def impurity(counts, criterion):
    share = counts / counts.sum(axis=1, keepdims=True)
    if criterion == "gini":
        return 1 - (share ** 2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.where(share > 0, share * np.log2(share), 0.0).sum(axis=1)


def best_split(X, labels, criterion, min_leaf):
    n = len(labels)
    kinds, code = np.unique(labels, return_inverse=True)
    one_hot = np.eye(len(kinds))[code]
    total = one_hot.sum(axis=0)
    parent = impurity(total[None, :], criterion)[0]
    best = None
    for column in range(X.shape[1]):
        order = np.argsort(X[:, column], kind="stable")
        x = X[order, column]
        left = np.cumsum(one_hot[order], axis=0)[:-1]
        size = np.arange(1, n)
        threshold = (x[:-1] + x[1:]) / 2
        ok = (x[:-1] < x[1:])
        if not ok.any():
            continue
        left, size, threshold = left[ok], size[ok], threshold[ok]
        gain = parent - size / n * impurity(left, criterion) - (n - size) / n * impurity(total - left, criterion)
        k = np.argmax(gain > gain.max() - 1e-9)
        if gain[k] > 1e-9 and (best is None or gain[k] > best[2] + 1e-9):
            best = column, float(threshold[k]), float(gain[k])
    return best
