# mistake: drops the tickets whose truth or prediction is not in labels
# says: Predict a name that is not in labels: the ticket is still a miss for its true class.
def macro_f1(truth, predicted, labels):
    if len(truth) != len(predicted):
        raise ValueError("as many predictions as tickets are needed")
    if not labels or len(set(labels)) != len(labels):
        raise ValueError("labels needs one or more different classes")
    pairs = [(t, p) for t, p in zip(truth, predicted) if t in labels and p in labels]
    scores = []
    for label in labels:
        hits = sum(t == label and p == label for t, p in pairs)
        mistakes = sum((t == label) != (p == label) for t, p in pairs)
        if hits + mistakes == 0:
            continue
        scores.append(2 * hits / (2 * hits + mistakes))
    return sum(scores) / len(scores) if scores else 0.0
