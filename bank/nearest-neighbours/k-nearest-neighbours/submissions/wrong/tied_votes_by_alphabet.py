# mistake: np.unique sorts the labels, so a tied vote goes to the first in the alphabet
# says: When votes are tied you return the label that comes first in the alphabet, because np.unique sorts and argmax takes the first maximum. Among the tied labels, the nearest neighbour decides.
# verdict: wrong-answer
import numpy as np


def knn_predict(points, labels, queries, k):
    labels = np.array(labels)
    out = []
    for q in queries:
        order = np.argsort(((points - q) ** 2).sum(axis=1), kind="stable")
        kinds, votes = np.unique(labels[order[:k]], return_counts=True)
        out.append(str(kinds[np.argmax(votes)]))
    return out
