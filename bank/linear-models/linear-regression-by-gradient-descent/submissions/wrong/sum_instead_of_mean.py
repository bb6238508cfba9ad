# mistake: adds the gradients of the rows up
# says: Your gradient is the sum over rows instead of the mean, so each step is n times too long and the loss explodes. Divide by the number of rows.
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
        grad_w = 2 * Z.T @ residual
        grad_b = 2 * residual.sum()
        w = w - learning_rate * grad_w
        b = b - learning_rate * grad_b
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w / std
    return slope, b - slope @ mean, np.array(losses)
