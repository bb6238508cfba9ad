# mistake: takes F1 of the mean precision and the mean recall
# says: Another formula that goes by the same name. It parts as soon as one class has a high precision and a low recall and another the reverse.
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
        scores.append((hits / max(1, predicted.count(label)), hits / max(1, truth.count(label))))
    precision, recall = (sum(each) / len(scores) for each in zip(*scores)) if scores else (0.0, 0.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
