# approach: only the rarest shingles of each text go into the table; a pair that shares none of them cannot reach the threshold
import math
from collections import Counter, defaultdict


def near_duplicates(documents, size, threshold):
    sets = []
    for text in documents:
        words = text.lower().split()
        runs = zip(*(words[k:] for k in range(size))) if len(words) >= size else [tuple(words)] if words else []
        sets.append(frozenset(runs))
    common = Counter(run for runs in sets for run in runs)

    pairs, table = [], defaultdict(list)
    for j, own in enumerate(sets):
        needed = math.ceil(threshold * len(own) - 1e-9)         # a pair has at least this many shingles in common
        rare = sorted(own, key=lambda run: (common[run], run))[:len(own) - needed + 1]
        for i in {i for run in rare for i in table[run]}:
            both = len(own & sets[i])
            if both / len(own | sets[i]) >= threshold:
                pairs.append((i, j))
        for run in rare:
            table[run].append(j)
    return pairs
