# mistake: weights each class by how often it occurs in truth
# says: A frequent class that is easy and a rare one that is not: the mean must treat them alike.
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
        scores.append((2 * hits / (2 * hits + mistakes), truth.count(label)))
    weight = sum(n for _, n in scores)
    return sum(score * n for score, n in scores) / weight if weight else 0.0
