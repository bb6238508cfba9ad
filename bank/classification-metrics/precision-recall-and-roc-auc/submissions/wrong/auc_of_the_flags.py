# mistake: computes the AUC of the yes/no decisions
# says: Your AUC is that of the flags, not of the scores: a curve with a single corner, which moves when the threshold moves. ROC AUC looks at the order of the scores and does not know the threshold.
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
    return {"precision": precision, "recall": recall, "f1": f1, "roc_auc": auc(y, flagged.astype(float))}


def auc(y, s):
    p, n = int((y == 1).sum()), int((y == 0).sum())
    if p == 0 or n == 0:
        return None
    below = np.sort(s[y == 0])
    wins = np.searchsorted(below, s[y == 1], "left") + np.searchsorted(below, s[y == 1], "right")
    return float(wins.sum() / 2 / p / n)
