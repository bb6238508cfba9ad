# mistake: returns 0 where a figure is undefined
# says: Where a denominator is 0 you return 0.0. A precision of 0 says that each alarm was false; here there was no alarm. Return None, so that nobody averages it by accident.
# verdict: wrong-answer
import numpy as np


def ratio(part, whole):
    return float(part / whole) if whole else 0.0


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
        return 0.0
    below = np.sort(s[y == 0])
    wins = np.searchsorted(below, s[y == 1], "left") + np.searchsorted(below, s[y == 1], "right")
    return float(wins.sum() / 2 / p / n)
