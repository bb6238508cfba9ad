# mistake: ranks without averaging, so that tied scores are ordered by their row
# says: Your ranks give tied scores different ranks, in the order of the rows. Sort the file another way and your AUC changes. Tied scores share the average of their ranks, which makes a tie half a win.
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
    f1 = ratio(2 * tp, 2 * tp + fp + fn)
    return {"precision": precision, "recall": recall, "f1": f1, "roc_auc": auc(y, np.asarray(scores, dtype=float))}


def auc(y, s):
    p, n = int((y == 1).sum()), int((y == 0).sum())
    if p == 0 or n == 0:
        return None
    rank = np.empty(len(s))
    rank[np.argsort(s, kind="stable")] = np.arange(1, len(s) + 1)
    return float((rank[y == 1].sum() - p * (p + 1) / 2) / (p * n))
