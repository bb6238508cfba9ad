# mistake: weights of shape (d, 1) against labels of shape (n,)
# says: Z @ w has shape (n, 1) and y has shape (n,): numpy broadcasts their difference to an n by n matrix without a word. Keep the weights one-dimensional, and print residual.shape once.
# verdict: wrong-answer
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    n, d = X.shape
    mean, std = X.mean(axis=0), X.std(axis=0)
    constant = np.ptp(X, axis=0) == 0
    std[constant] = 1.0
    Z = (X - mean) / std
    Z[:, constant] = 0.0
    w = np.zeros((d, 1))
    b = 0.0
    losses = [np.mean((Z @ w + b - y) ** 2)]
    for _ in range(steps):
        residual = Z @ w + b - y
        grad_w = 2 / n * Z.T @ residual
        grad_b = 2 * residual.mean()
        w = w - learning_rate * grad_w
        b = b - learning_rate * grad_b
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w.mean(axis=1) / std
    return slope, b - slope @ mean, np.array(losses)
