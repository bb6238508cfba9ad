# mistake: zip cuts the longer list in silence
# says: The contract says what happens with lists of different lengths. Hold it to that.
def macro_f1(truth, predicted, labels):
    if not labels or len(set(labels)) != len(labels):
        raise ValueError("labels needs one or more different classes")
    pairs = list(zip(truth, predicted))
    scores = []
    for label in labels:
        hits = sum(t == label and p == label for t, p in pairs)
        mistakes = sum((t == label) != (p == label) for t, p in pairs)
        if hits + mistakes == 0:
            continue
        scores.append(2 * hits / (2 * hits + mistakes))
    return sum(scores) / len(scores) if scores else 0.0
