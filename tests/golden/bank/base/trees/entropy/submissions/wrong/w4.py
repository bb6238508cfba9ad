# mistake: takes the error rate
# says: Your value is another one. Square the shares, add them, and take the sum from 1.
# verdict: wrong-answer
def entropy(labels):
    return 1 - max(labels.count(c) for c in set(labels)) / len(labels)
