# mistake: of two patients with the same number of rows takes the one that appears first
# says: Let the rows of z stand before those of a, with as many rows each. Letters in order hide it.
from collections import Counter


def group_folds(groups, k):
    sizes = Counter(groups)
    if len(sizes) < k:
        raise ValueError("fewer groups than folds")
    rows, fold_of = [0] * k, {}
    for group in sorted(sizes, key=lambda name: -sizes[name]):
        fold = rows.index(min(rows))
        fold_of[group] = fold
        rows[fold] += sizes[group]
    return [fold_of[group] for group in groups]
