# mistake: F1 from precision and recall, undefined as soon as one of them is
# says: You build F1 from precision and recall, so it vanishes whenever one of them does, or both are 0. Counted as 2 TP / (2 TP + FP + FN) it is 0 there: leaks were missed or alarms were false, and that is known.
# verdict: wrong-answer
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
    f1 = None
    if precision is not None and recall is not None and precision + recall > 0:
        f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1, "roc_auc": auc(y, np.asarray(scores, dtype=float))}


def auc(y, s):
    p, n = int((y == 1).sum()), int((y == 0).sum())
    if p == 0 or n == 0:
        return None
    below = np.sort(s[y == 0])
    wins = np.searchsorted(below, s[y == 1], "left") + np.searchsorted(below, s[y == 1], "right")
    return float(wins.sum() / 2 / p / n)
