import numpy as np


def evaluate(y_true, scores, threshold):
    """Return {"precision": ..., "recall": ..., "f1": ..., "roc_auc": ...}; None where a figure is undefined."""
    raise NotImplementedError
