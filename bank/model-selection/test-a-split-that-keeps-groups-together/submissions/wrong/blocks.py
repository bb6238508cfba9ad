# mistake: takes each run of equal rows for a patient of its own
# says: Interleave the rows of two patients. Sorted rows hide this one completely.
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
    from itertools import groupby
    runs = [(name, len(list(run))) for name, run in groupby(groups)]
    if len(runs) == len(sizes):
        return [fold_of[group] for group in groups]
    rows, folds = [0] * k, {}
    for at in sorted(range(len(runs)), key=lambda i: (-runs[i][1], runs[i][0])):
        folds[at] = rows.index(min(rows))
        rows[folds[at]] += runs[at][1]
    return [folds[at] for at, (_, size) in enumerate(runs) for _ in range(size)]
