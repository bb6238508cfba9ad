# mistake: differentiates l2 * ||w||^2
# says: Your penalty is twice as strong as asked: the derivative of (l2/2) ||w||^2 is l2 w, not 2 l2 w.
# verdict: wrong-answer
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def log_loss(z, y):
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def fit(X, y, l2):
    n, d = X.shape
    A = np.hstack([np.ones((n, 1)), X])
    penalty = np.diag([0.0] + [2 * l2] * d)
    theta = np.zeros(d + 1)
    for _ in range(50):
        p = sigmoid(A @ theta)
        gradient = A.T @ (p - y) / n + penalty @ theta
        hessian = (A.T * (p * (1 - p))) @ A / n + penalty
        theta = theta - np.linalg.solve(hessian, gradient)
    return theta[1:], float(theta[0])


def fit_and_score(X, y, l2, X_new, y_new):
    w, b = fit(X, y, l2)
    return w, b, log_loss(X_new @ w + b, y_new)
