from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    """Return a list with the predicted label of each query."""
    predictions = []
    for query in queries:
        distances = np.sqrt(((points - query) ** 2).sum(axis=1))
        nearest = np.argsort(distances, kind="stable")[1:k + 1]
        votes = Counter(labels[i] for i in nearest)
        predictions.append(votes.most_common(1)[0][0])
    return predictions
