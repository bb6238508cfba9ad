# mistake: looks for constant columns by std == 0
# says: You look for std == 0, but three values of 0.1 have a mean of 0.10000000000000002 and a standard deviation of 1e-17. Dividing by that makes a column of ones out of rounding errors. Compare the largest with the smallest value.
# verdict: wrong-answer
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    n, d = X.shape
    mean, std = X.mean(axis=0), X.std(axis=0)
    constant = std == 0
    std[constant] = 1.0
    Z = (X - mean) / std
    w = np.zeros(d)
    b = 0.0
    losses = [np.mean((Z @ w + b - y) ** 2)]
    for _ in range(steps):
        residual = Z @ w + b - y
        grad_w = 2 / n * Z.T @ residual
        grad_b = 2 * residual.mean()
        w = w - learning_rate * grad_w
        b = b - learning_rate * grad_b
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w / std
    return slope, b - slope @ mean, np.array(losses)
