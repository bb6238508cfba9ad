# mistake: gives ties between folds to the highest number
# says: The very first patient meets k empty folds: which fold do you expect for it?
from collections import Counter


def group_folds(groups, k):
    sizes = Counter(groups)
    if len(sizes) < k:
        raise ValueError("fewer groups than folds")
    rows, fold_of = [0] * k, {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold = k - 1 - rows[::-1].index(min(rows))
        fold_of[group] = fold
        rows[fold] += sizes[group]
    return [fold_of[group] for group in groups]
