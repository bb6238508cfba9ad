# mistake: counts all rows again for each threshold
# says: The split is right, but you look at all rows again for each threshold: 3 billion comparisons for 20,000 cows and 8 columns. Sort a column once and move one row at a time from right to left.
# verdict: time-limit
import numpy as np


def impurity(labels, criterion):
    share = np.unique(labels, return_counts=True)[1] / len(labels)
    return 1 - (share ** 2).sum() if criterion == "gini" else -(share * np.log2(share)).sum()


def best_split(X, labels, criterion, min_leaf):
    labels = np.array(labels)
    n, best = len(labels), None
    parent = impurity(labels, criterion)
    for column in range(X.shape[1]):
        values = np.unique(X[:, column])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, column] <= threshold
            if min(left.sum(), (~left).sum()) < min_leaf:
                continue
            gain = parent - left.mean() * impurity(labels[left], criterion) - (~left).mean() * impurity(labels[~left], criterion)
            if gain > (best[2] if best else 0.0) + 1e-9:
                best = column, float(threshold), float(gain)
    return best
