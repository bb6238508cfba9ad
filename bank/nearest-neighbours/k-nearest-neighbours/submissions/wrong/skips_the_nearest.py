# mistake: takes the neighbours from the second to the (k+1)-th
# says: You skip the nearest neighbour: [1:k + 1] takes the second to the (k + 1)-th. Skipping one is right when a training point looks for its own neighbours, since the first one it finds is itself; a new fruit is not among the points, so start at 0.
# verdict: wrong-answer
from collections import Counter
import numpy as np


def knn_predict(points, labels, queries, k):
    predictions = []
    for query in queries:
        distances = np.sqrt(((points - query) ** 2).sum(axis=1))
        nearest = np.argsort(distances, kind="stable")[1:k + 1]
        votes = Counter(labels[i] for i in nearest)
        predictions.append(votes.most_common(1)[0][0])
    return predictions
