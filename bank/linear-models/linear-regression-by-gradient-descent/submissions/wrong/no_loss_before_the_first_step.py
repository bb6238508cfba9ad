# mistake: records the loss inside the loop only
# says: Your list of losses starts after the first step. The loss before it, with all weights 0, is the first entry: steps + 1 values in all.
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
    losses = []
    for _ in range(steps):
        residual = Z @ w + b - y
        grad_w = 2 / n * Z.T @ residual
        grad_b = 2 * residual.mean()
        w = w - learning_rate * grad_w
        b = b - learning_rate * grad_b
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w / std
    return slope, b - slope @ mean, np.array(losses)
