# mistake: computes the variance as mean of squares minus square of the mean
# says: Your variance is the mean of the squares minus the square of the mean. For readings of a million with a spread of one, that subtracts two nearly equal numbers and keeps few digits. Subtract the mean first, then square.
# verdict: wrong-answer
import numpy as np


class GaussianNaiveBayes:
    def __init__(self, smoothing=1e-9):
        self.smoothing = smoothing

    def fit(self, X, y):
        y = np.array(y)
        self.classes_ = sorted(set(y.tolist()))
        extra = self.smoothing * np.nanvar(X, axis=0).max()
        self.priors_, self.means_, self.variances_ = [], [], []
        for c in self.classes_:
            rows = X[y == c]
            self.priors_.append(len(rows) / len(X))
            self.means_.append(np.nanmean(rows, axis=0))
            self.variances_.append(np.nanmean(rows ** 2, axis=0) - np.nanmean(rows, axis=0) ** 2 + extra)
        self.priors_, self.means_, self.variances_ = map(np.array, (self.priors_, self.means_, self.variances_))
        return self

    def log_joint(self, X):
        joint = np.zeros((len(X), len(self.classes_)))
        for c in range(len(self.classes_)):
            m, v = self.means_[c], self.variances_[c]
            terms = -0.5 * np.log(2 * np.pi * v) - (X - m) ** 2 / (2 * v)
            joint[:, c] = np.log(self.priors_[c]) + np.nansum(terms, axis=1)
        return joint

    def log_posterior(self, X):
        joint = self.log_joint(X)
        top = joint.max(axis=1, keepdims=True)
        return joint - (top + np.log(np.exp(joint - top).sum(axis=1, keepdims=True)))

    def predict(self, X):
        return [self.classes_[i] for i in self.log_joint(X).argmax(axis=1)]
