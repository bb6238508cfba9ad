# mistake: balances the number of patients instead of the rows
# says: One patient with many rows and several with few: the small ones should all go to the other fold.
from collections import Counter


def group_folds(groups, k):
    sizes = Counter(groups)
    if len(sizes) < k:
        raise ValueError("fewer groups than folds")
    rows, fold_of = [0] * k, {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold = rows.index(min(rows))
        fold_of[group] = fold
        rows[fold] += 1
    return [fold_of[group] for group in groups]
