# mistake: sorts pairs (distance, label), so equal distances are ordered by label
# says: You sort pairs of distance and label, so of two points equally far the one whose label comes first in the alphabet counts as nearer. Sort by distance alone, with a stable sort; then the earlier point comes first.
# verdict: wrong-answer
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    result = []
    for q in queries:
        d = np.sqrt(((points - q) ** 2).sum(axis=1))
        pairs = sorted(zip(d.tolist(), labels))
        result.append(Counter(label for _, label in pairs[:k]).most_common(1)[0][0])
    return result
