# mistake: compares each leak with each sound pipe in a Python loop
# says: The figures are right, but you visit each pair of a leak and a sound pipe: 1.6 billion pairs for 100,000 loggers. Sort once and count how many lie below.
# verdict: time-limit
import numpy as np


def ratio(part, whole):
    return float(part / whole) if whole else None


def evaluate(y_true, scores, threshold):
    y = np.asarray(y_true).astype(int)
    flagged = np.asarray(scores) >= threshold
    tp = int((flagged & (y == 1)).sum())
    fp = int((flagged & (y == 0)).sum())
    fn = int((~flagged & (y == 1)).sum())
    precision, recall = ratio(tp, tp + fp), ratio(tp, tp + fn)
    f1 = ratio(2 * tp, 2 * tp + fp + fn)
    return {"precision": precision, "recall": recall, "f1": f1, "roc_auc": auc(y, np.asarray(scores, dtype=float))}


def auc(y, s):
    p, n = int((y == 1).sum()), int((y == 0).sum())
    if p == 0 or n == 0:
        return None
    wins = 0.0
    for a in s[y == 1].tolist():
        for b in s[y == 0].tolist():
            wins += 1.0 if a > b else 0.5 if a == b else 0.0
    return wins / (p * n)
