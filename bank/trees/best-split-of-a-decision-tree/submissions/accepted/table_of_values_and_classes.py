# approach: a table of distinct values by classes for each column; equal values are merged before anything is counted
import numpy as np


def best_split(X, labels, criterion, min_leaf):
    _, code = np.unique(np.asarray(labels), return_inverse=True)
    classes, n = code.max() + 1, len(code)

    def spread(table):
        """Size times impurity of each row of counts."""
        size = table.sum(axis=1)
        if criterion == "gini":
            return size - (table ** 2).sum(axis=1) / size
        logs = np.log2(np.maximum(table, 1))
        return size * np.log2(size) - (table * logs).sum(axis=1)

    candidates = []
    for column in range(X.shape[1]):
        values, at = np.unique(X[:, column], return_inverse=True)
        table = np.bincount(at * classes + code, minlength=len(values) * classes).reshape(len(values), classes).astype(float)
        below = np.cumsum(table, axis=0)
        everything, below = below[-1:], below[:-1]
        above = everything - below
        ok = np.minimum(below.sum(axis=1), above.sum(axis=1)) >= min_leaf
        if ok.any():
            gain = (spread(everything) - spread(below[ok]) - spread(above[ok])) / n
            middle = ((values[:-1] + values[1:]) / 2)[ok]
            k = int(np.flatnonzero(gain > gain.max() - 1e-9)[0])
            candidates.append((column, float(middle[k]), float(gain[k])))
    top = max([c[2] for c in candidates], default=0.0)
    return next(c for c in candidates if c[2] > top - 1e-9) if top > 1e-9 else None
