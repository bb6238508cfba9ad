import numpy as np


def fit_and_score(X, y, l2, X_new, y_new):
    """Return (weights, intercept, new_loss): the minimiser of J on X, y and the mean log loss on X_new, y_new."""
    raise NotImplementedError
