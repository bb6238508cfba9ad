# mistake: deals out the rows in turn, so that patients are torn apart
# says: Any patient with two rows in a row shows it.
from collections import Counter


def group_folds(groups, k):
    sizes = Counter(groups)
    if len(sizes) < k:
        raise ValueError("fewer groups than folds")
    rows, fold_of = [0] * k, {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold = rows.index(min(rows))
        fold_of[group] = fold
        rows[fold] += sizes[group]
    return [i % k for i in range(len(groups))]
