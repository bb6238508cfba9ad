# mistake: multiplies densities and takes the logarithm at the end
# says: You multiply the densities and take the logarithm afterwards. A few hundred factors, or one reading far out, and the product is 0 in floating point for each class; log(0/0) is NaN. Add logarithms instead.
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
            self.variances_.append(np.nanvar(rows, axis=0) + extra)
        self.priors_, self.means_, self.variances_ = map(np.array, (self.priors_, self.means_, self.variances_))
        return self

    def log_joint(self, X):
        joint = np.zeros((len(X), len(self.classes_)))
        for c in range(len(self.classes_)):
            m, v = self.means_[c], self.variances_[c]
            density = np.exp(-(X - m) ** 2 / (2 * v)) / np.sqrt(2 * np.pi * v)
            joint[:, c] = self.priors_[c] * np.nanprod(density, axis=1)
        return joint

    def log_posterior(self, X):
        joint = self.log_joint(X)
        return np.log(joint / joint.sum(axis=1, keepdims=True))

    def predict(self, X):
        return [self.classes_[i] for i in self.log_joint(X).argmax(axis=1)]
