# approach: the Mann-Whitney statistic; tied scores share the average of their ranks
import numpy as np


def average_ranks(values):
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + 1 + np.searchsorted(ordered, values, "right")) / 2


def evaluate(y_true, scores, threshold):
    y = np.asarray(y_true).astype(int)
    predicted = (np.asarray(scores) >= threshold).astype(int)
    tp = int((y * predicted).sum())
    fp = int(((1 - y) * predicted).sum())
    fn = int((y * (1 - predicted)).sum())
    p, n = int(y.sum()), int((1 - y).sum())
    auc = None
    if p > 0 and n > 0:
        auc = float((average_ranks(scores)[y == 1].sum() - p * (p + 1) / 2) / (p * n))
    return {"precision": tp / (tp + fp) if tp + fp else None,
            "recall": tp / p if p else None,
            "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
            "roc_auc": auc}
