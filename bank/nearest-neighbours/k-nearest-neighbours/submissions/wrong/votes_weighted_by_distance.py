# mistake: weighs each vote by 1 / distance
# says: Your neighbours vote with weight 1 / distance, so one very close point can overrule two others. That is a sensible variant, but here each of the k neighbours has one vote.
# verdict: wrong-answer
import numpy as np


def knn_predict(points, labels, queries, k):
    result = []
    for q in queries:
        d = np.sqrt(((points - q) ** 2).sum(axis=1))
        votes = {}
        for i in np.argsort(d, kind="stable")[:k]:
            votes[labels[i]] = votes.get(labels[i], 0.0) + 1 / (d[i] + 1e-12)
        result.append(max(votes, key=votes.get))
    return result
