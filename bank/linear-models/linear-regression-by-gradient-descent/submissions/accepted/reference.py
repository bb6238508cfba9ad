# approach: the loop as it is told, on standardised columns; the units are converted once, at the end
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    mean = X.mean(axis=0)
    constant = X.max(axis=0) == X.min(axis=0)
    scale = np.where(constant, 1.0, X.std(axis=0))
    Z = np.where(constant, 0.0, (X - mean) / scale)
    w, b = np.zeros(X.shape[1]), 0.0
    error = Z @ w + b - y
    losses = [np.mean(error ** 2)]
    for _ in range(steps):
        w, b = w - learning_rate * 2 * Z.T @ error / len(y), b - learning_rate * 2 * error.mean()
        error = Z @ w + b - y
        losses.append(np.mean(error ** 2))
    return w / scale, b - mean @ (w / scale), np.array(losses)
