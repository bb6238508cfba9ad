# mistake: forgets the square
# says: Your value is another one. Square the shares, add them, and take the sum from 1.
# verdict: wrong-answer
def gini(labels):
    return 1 - sum(labels.count(c) / len(labels) for c in set(labels))
