import numpy as np


class GaussianNaiveBayes:
    """Attributes after fit: classes_ (sorted list), priors_, means_, variances_ (arrays, one class a row)."""

    def __init__(self, smoothing=1e-9):
        self.smoothing = smoothing

    def fit(self, X, y):
        """Learn from X, in which NaN marks a missing reading. Return self."""
        raise NotImplementedError

    def log_posterior(self, X):
        """Array (rows, classes): log P(class | the readings that are present)."""
        raise NotImplementedError

    def predict(self, X):
        """List of labels."""
        raise NotImplementedError
