# approach: counts, shares, squares
from collections import Counter


def entropy(labels):
    return 1 - sum((n / len(labels)) ** 2 for n in Counter(labels).values())
