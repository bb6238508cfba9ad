# mistake: divides by n - 1
# says: Your value is another one. Square the shares, add them, and take the sum from 1.
# verdict: wrong-answer
def entropy(labels):
    return 1 - sum((labels.count(c) / (len(labels) - 1)) ** 2 for c in set(labels))
