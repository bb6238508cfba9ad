# mistake: leaves folds empty when there are fewer patients than folds
# says: Two patients, three folds. An empty fold becomes a NaN much later.
from collections import Counter


def group_folds(groups, k):
    sizes = Counter(groups)
    rows, fold_of = [0] * k, {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold = rows.index(min(rows))
        fold_of[group] = fold
        rows[fold] += sizes[group]
    return [fold_of[group] for group in groups]
