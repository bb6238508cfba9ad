# approach: no loop over classes; sums over classes are products with an indicator matrix, gaps are a mask of zeros
import numpy as np


class GaussianNaiveBayes:
    def __init__(self, smoothing=1e-9):
        self.smoothing = smoothing

    def fit(self, X, y):
        kinds, code = np.unique(np.asarray(y), return_inverse=True)
        member = (code[:, None] == np.arange(len(kinds))).astype(float)
        seen = ~np.isnan(X)
        count = member.T @ seen
        centre = np.where(seen, X, 0.0).sum(axis=0) / seen.sum(axis=0)
        Z = np.where(seen, X - centre, 0.0)
        shift = (member.T @ Z) / count
        deviation = np.where(seen, Z - shift[code], 0.0)
        overall = np.where(seen, Z - Z.sum(axis=0) / seen.sum(axis=0), 0.0)
        self.classes_ = [str(kind) for kind in kinds]
        self.priors_ = member.mean(axis=0)
        self.means_ = centre + shift
        self.variances_ = (member.T @ deviation ** 2) / count + self.smoothing * ((overall ** 2).sum(axis=0) / seen.sum(axis=0)).max()
        return self

    def log_posterior(self, X):
        seen = ~np.isnan(X)
        filled = np.where(seen, X, 0.0)
        joint = np.log(self.priors_) - 0.5 * seen @ np.log(2 * np.pi * self.variances_).T
        for k in range(len(self.classes_)):
            joint[:, k] -= 0.5 * (np.where(seen, filled - self.means_[k], 0.0) ** 2) @ (1 / self.variances_[k])
        return joint - np.logaddexp.reduce(joint, axis=1, keepdims=True)

    def predict(self, X):
        best = np.argmax(self.log_posterior(X), axis=1)
        return [self.classes_[k] for k in best]
