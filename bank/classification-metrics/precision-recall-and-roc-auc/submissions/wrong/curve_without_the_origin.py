# mistake: adds trapezoids from the first point of the curve instead of from (0, 0)
# says: Your curve starts at the highest score instead of at the origin, where nothing is flagged, so the first trapezoid is missing. Put the point (0, 0) in front.
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
    levels, at = np.unique(-s, return_inverse=True)
    tpr = np.cumsum(np.bincount(at, weights=y, minlength=len(levels))) / p
    fpr = np.cumsum(np.bincount(at, weights=1 - y, minlength=len(levels))) / n
    return float((np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2).sum())
