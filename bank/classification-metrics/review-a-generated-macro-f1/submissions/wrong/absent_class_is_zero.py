# mistake: a class that occurs on neither side scores 0 instead of being left out
# says: Put a class into labels that no ticket has and nobody predicts.
def macro_f1(truth, predicted, labels):
    if len(truth) != len(predicted):
        raise ValueError("as many predictions as tickets are needed")
    if not labels or len(set(labels)) != len(labels):
        raise ValueError("labels needs one or more different classes")
    pairs = list(zip(truth, predicted))
    scores = []
    for label in labels:
        hits = sum(t == label and p == label for t, p in pairs)
        mistakes = sum((t == label) != (p == label) for t, p in pairs)
        if hits + mistakes == 0:
            scores.append(0.0)
            continue
        scores.append(2 * hits / (2 * hits + mistakes))
    return sum(scores) / len(scores) if scores else 0.0
