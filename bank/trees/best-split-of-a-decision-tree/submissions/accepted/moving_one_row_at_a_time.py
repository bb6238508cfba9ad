# approach: plain Python; walk along each sorted column and move one row from the right to the left side
from math import log2


def best_split(X, labels, criterion, min_leaf):
    labels = list(labels)
    n, kinds = len(labels), sorted(set(labels))

    def impurity(counts, size):
        if criterion == "gini":
            return 1 - sum(c * c for c in counts.values()) / size ** 2
        return log2(size) - sum(c * log2(c) for c in counts.values() if c) / size

    total = {kind: labels.count(kind) for kind in kinds}
    parent = impurity(total, n)
    found = []
    for column in range(len(X[0])):
        values = [row[column] for row in X.tolist()]
        order = sorted(range(n), key=values.__getitem__)
        left, right = dict.fromkeys(kinds, 0), dict(total)
        for k in range(1, n):
            i = order[k - 1]
            left[labels[i]] += 1
            right[labels[i]] -= 1
            here, after = values[i], values[order[k]]
            if here < after and min_leaf <= k <= n - min_leaf:
                gain = parent - k / n * impurity(left, k) - (n - k) / n * impurity(right, n - k)
                found.append((gain, column, (here + after) / 2))
    top = max((gain for gain, _, _ in found), default=0.0)
    if top <= 1e-9:
        return None
    gain, column, threshold = next(f for f in found if f[0] > top - 1e-9)
    return column, threshold, gain
