# mistake: returns the weights of the standardised columns
# says: Your weights belong to the standardised columns: kWh per standard deviation. Divide each by the standard deviation of its column, and move the intercept to match.
# verdict: wrong-answer
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    n, d = X.shape
    mean, std = X.mean(axis=0), X.std(axis=0)
    constant = np.ptp(X, axis=0) == 0
    std[constant] = 1.0
    Z = (X - mean) / std
    Z[:, constant] = 0.0
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
    return w, b, np.array(losses)
