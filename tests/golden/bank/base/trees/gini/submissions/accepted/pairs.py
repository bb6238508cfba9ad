# approach: the share of ordered pairs that disagree
def gini(labels):
    n = len(labels)
    return sum(a != b for a in labels for b in labels) / n ** 2
