# approach: a loop over the queries; Counter keeps the order of first appearance, which settles the ties
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    predictions = []
    for query in queries:
        distances = np.sqrt(((points - query) ** 2).sum(axis=1))
        nearest = np.argsort(distances, kind="stable")[:k]
        votes = Counter(labels[i] for i in nearest)
        predictions.append(max(votes, key=votes.get))
    return predictions
