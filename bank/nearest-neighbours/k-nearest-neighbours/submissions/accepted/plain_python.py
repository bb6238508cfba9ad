# approach: no numpy; sorted() is stable, and a dictionary remembers who voted first
import math


def knn_predict(points, labels, queries, k):
    rows = [tuple(map(float, p)) for p in points]

    def classify(query):
        order = sorted(range(len(rows)), key=lambda i: math.dist(rows[i], query))
        votes = {}
        for i in order[:k]:
            votes[labels[i]] = votes.get(labels[i], 0) + 1
        return max(votes, key=votes.get)

    return [classify(tuple(map(float, q))) for q in queries]
