# approach: no loop over steps; along each eigenvector the distance to the minimum shrinks by a fixed factor
import numpy as np


def fit_linear(X, y, learning_rate, steps):
    n, d = X.shape
    lowest, highest = X.min(axis=0), X.max(axis=0)
    scale = np.array([X[:, j].std() if highest[j] > lowest[j] else 1.0 for j in range(d)])
    Z = (X - X.mean(axis=0)) / scale * (highest > lowest)
    values, vectors = np.linalg.eigh(Z.T @ Z / n)
    t = np.arange(steps + 1)[:, None]
    factor = 1 - 2 * learning_rate * np.append(values, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        travelled = np.where(np.abs(1 - factor) < 1e-12, 2 * learning_rate * t, 2 * learning_rate * (1 - factor ** t) / (1 - factor))
    push = np.append(vectors.T @ (Z.T @ y) / n, np.mean(y))
    along = travelled * push
    w, b = along[:, :-1] @ vectors.T, along[:, -1]
    losses = ((w @ Z.T + b[:, None] - y) ** 2).mean(axis=1)
    slope = w[-1] / scale
    return slope, b[-1] - slope @ X.mean(axis=0), losses
