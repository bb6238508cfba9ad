# approach: keeps the folds in a heap of (rows, number), so that ties fall to the lowest number by themselves
import heapq
import numpy as np


def group_folds(groups, k):
    names, place, sizes = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True, return_counts=True)
    if len(names) < k:
        raise ValueError(f"{len(names)} groups cannot fill {k} folds")
    folds = [(0, number) for number in range(k)]
    of = np.empty(len(names), dtype=int)
    for i in np.argsort(-sizes, kind="stable"):
        rows, number = heapq.heappop(folds)
        of[i] = number
        heapq.heappush(folds, (rows + int(sizes[i]), number))
    return of[place].tolist()
