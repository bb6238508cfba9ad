# mistake: pools the counts of all classes: micro F1
# says: Give the classes different sizes and different scores; then pooling and averaging part.
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
            continue
        scores.append((2 * hits, 2 * hits + mistakes))
    return sum(top for top, _ in scores) / sum(bottom for _, bottom in scores) if scores else 0.0
