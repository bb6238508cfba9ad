# approach: three counters, since 2 TP + FP + FN is how often the class occurs on both sides together
from collections import Counter


def macro_f1(truth, predicted, labels):
    if len(truth) != len(predicted) or len(labels) == 0 or len(labels) > len(set(labels)):
        raise ValueError("lists of one length and one or more different labels are needed")
    hits = Counter(t for t, p in zip(truth, predicted) if t == p)
    seen = Counter(truth) + Counter(predicted)
    scores = [2 * hits[label] / seen[label] for label in labels if seen[label]]
    return sum(scores) / max(1, len(scores))
