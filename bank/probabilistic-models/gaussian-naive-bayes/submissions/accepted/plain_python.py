# approach: dictionaries, lists and the math module; every formula stands where it is used
import math


def mean_and_variance(values):
    mean = math.fsum(values) / len(values)
    return mean, math.fsum((v - mean) ** 2 for v in values) / len(values)


def present(column):
    return [v for v in column if not math.isnan(v)]


class GaussianNaiveBayes:
    def __init__(self, smoothing=1e-9):
        self.smoothing = smoothing

    def fit(self, X, y):
        rows = X.tolist()
        extra = self.smoothing * max(mean_and_variance(present(column))[1] for column in zip(*rows))
        self.classes_ = sorted(set(y))
        self.priors_, self.means_, self.variances_ = [], [], []
        for kind in self.classes_:
            group = [row for row, label in zip(rows, y) if label == kind]
            moments = [mean_and_variance(present(column)) for column in zip(*group)]
            self.priors_.append(len(group) / len(rows))
            self.means_.append([mean for mean, _ in moments])
            self.variances_.append([variance + extra for _, variance in moments])
        return self

    def log_posterior(self, X):
        result = []
        for row in X.tolist():
            joint = []
            for prior, means, variances in zip(self.priors_, self.means_, self.variances_):
                terms = [math.log(2 * math.pi * v) + (x - m) ** 2 / v for x, m, v in zip(row, means, variances) if x == x]
                joint.append(math.log(prior) - 0.5 * math.fsum(terms))
            top = max(joint)
            total = top + math.log(sum(math.exp(j - top) for j in joint))
            result.append([j - total for j in joint])
        return result

    def predict(self, X):
        return [self.classes_[row.index(max(row))] for row in self.log_posterior(X)]
