# mistake: adds absolute differences instead of squares
# says: You add up absolute differences. That is the city-block distance, and it ranks a point that differs a little in both readings behind one that differs in one of them only. Euclidean distance adds the squares.
# verdict: wrong-answer
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    predictions = []
    for query in queries:
        distances = np.abs(points - query).sum(axis=1)
        nearest = np.argsort(distances, kind="stable")[:k]
        votes = Counter(labels[i] for i in nearest)
        predictions.append(votes.most_common(1)[0][0])
    return predictions
