# approach: shingles become numbers; all pairs of documents within each shingle are listed in arrays and counted by a sort
import numpy as np


def near_duplicates(documents, size, threshold):
    number, shingle, document, count = {}, [], [], []
    for at, text in enumerate(documents):
        words = text.lower().split()
        runs = set(" ".join(words[i:i + size]) for i in range(len(words) - size + 1)) or {" ".join(words)} - {""}
        count.append(len(runs))
        for run in runs:
            shingle.append(number.setdefault(run, len(number)))
            document.append(at)
    order = np.argsort(shingle, kind="stable")
    shingle, document = np.array(shingle, dtype=int)[order], np.array(document, dtype=int)[order]

    found, step = [np.empty(0, dtype=int)], 1
    while True:                                     # the members of a shingle stand side by side: pairs 1 apart, 2 apart, ...
        same = np.flatnonzero(shingle[step:] == shingle[:-step])
        if len(same) == 0:
            break
        found.append(document[same] * len(documents) + document[same + step])
        step += 1
    pair, both = np.unique(np.concatenate(found), return_counts=True)
    if len(pair) == 0:
        return []
    i, j = np.divmod(pair, len(documents))
    count = np.array(count)
    alike = both / (count[i] + count[j] - both) >= threshold
    return [(int(a), int(b)) for a, b in zip(i[alike], j[alike])]
