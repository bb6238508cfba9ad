# approach: count positives and negatives at each distinct score; the AUC adds wins and half of the ties
import numpy as np


def ratio(part, whole):
    return float(part / whole) if whole else None


def evaluate(y_true, scores, threshold):
    leak = np.asarray(y_true).astype(bool)
    flagged = scores >= threshold
    true_positives = (leak & flagged).sum()

    distinct, level = np.unique(scores, return_inverse=True)
    positives = np.bincount(level[leak], minlength=len(distinct))
    negatives = np.bincount(level[~leak], minlength=len(distinct))
    negatives_below = np.cumsum(negatives) - negatives
    wins = (positives * (negatives_below + negatives / 2)).sum()
    return {
        "precision": ratio(true_positives, flagged.sum()),
        "recall": ratio(true_positives, leak.sum()),
        "f1": ratio(2 * true_positives, flagged.sum() + leak.sum()),
        "roc_auc": ratio(wins, float(leak.sum()) * (~leak).sum()),
    }
