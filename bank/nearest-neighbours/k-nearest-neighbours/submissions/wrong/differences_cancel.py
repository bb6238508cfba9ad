# mistake: squares the sum of the differences instead of each difference
# says: You add the differences first and square afterwards, so +2 in one reading and -2 in another cancel to a distance of 0. Square each difference, then add.
# verdict: wrong-answer
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    predictions = []
    for query in queries:
        distances = np.sqrt((points - query).sum(axis=1) ** 2)
        nearest = np.argsort(distances, kind="stable")[:k]
        votes = Counter(labels[i] for i in nearest)
        predictions.append(votes.most_common(1)[0][0])
    return predictions
