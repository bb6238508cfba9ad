# mistake: uses the gradient of half the mean squared error
# says: Each of your steps is half as long as asked. The derivative of a square brings a factor 2; it disappears only if J itself is defined with one half in front.
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
        grad_w = Z.T @ residual / n
        grad_b = residual.mean()
        w = w - learning_rate * grad_w
        b = b - learning_rate * grad_b
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w / std
    return slope, b - slope @ mean, np.array(losses)
