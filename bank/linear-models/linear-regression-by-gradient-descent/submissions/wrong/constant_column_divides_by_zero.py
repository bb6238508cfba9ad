# mistake: divides by a standard deviation of 0
# says: A column without variation has standard deviation 0, and 0/0 turns all predictions into NaN. Its weight should stay 0: leave it out or make it zeros.
# verdict: wrong-answer
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    n, d = X.shape
    mean, std = X.mean(axis=0), X.std(axis=0)
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
