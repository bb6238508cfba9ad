# mistake: sorts the distances downwards
# says: Your neighbours are the k farthest points. A small distance means similar, so take the start of the ascending order, not its end.
# verdict: wrong-answer
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    result = []
    for q in queries:
        d = np.linalg.norm(points - q, axis=1)
        idx = np.argsort(-d, kind="stable")[:k]
        result.append(Counter(labels[i] for i in idx).most_common(1)[0][0])
    return result
