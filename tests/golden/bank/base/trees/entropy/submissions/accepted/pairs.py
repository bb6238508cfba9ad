# approach: the share of ordered pairs that disagree
def entropy(labels):
    n = len(labels)
    return sum(a != b for a in labels for b in labels) / n ** 2
