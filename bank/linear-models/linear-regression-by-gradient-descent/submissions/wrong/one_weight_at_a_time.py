# mistake: moves one weight, then takes the gradient of the next at the new point
# says: You move the weights one after the other and compute each gradient with the weights already moved. That is coordinate descent: it may be faster, but it is another path. Compute the whole gradient at one point, then move.
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
        b = b - learning_rate * 2 * (Z @ w + b - y).mean()
        for j in range(d):
            w[j] -= learning_rate * 2 / n * (Z[:, j] @ (Z @ w + b - y))
        losses.append(np.mean((Z @ w + b - y) ** 2))
    slope = w / std
    return slope, b - slope @ mean, np.array(losses)
