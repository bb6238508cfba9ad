# mistake: sums the squares
# says: Your value is another one. Square the shares, add them, and take the sum from 1.
# verdict: wrong-answer
def gini(labels):
    return sum((labels.count(c) / len(labels)) ** 2 for c in set(labels))
