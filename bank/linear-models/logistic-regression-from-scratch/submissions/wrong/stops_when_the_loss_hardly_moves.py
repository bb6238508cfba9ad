# mistake: stops as soon as the loss changes by less than 1e-3
# says: You stop when the loss changes by less than 1e-3, and the weights are then not yet right to six digits. Near the minimum the loss is flat; look at the gradient or at the step, and take two more steps.
# verdict: wrong-answer
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def log_loss(z, y):
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def fit(X, y, l2):
    n, d = X.shape
    A = np.hstack([np.ones((n, 1)), X])
    penalty = np.diag([0.0] + [l2] * d)
    theta, before = np.zeros(d + 1), np.inf
    for _ in range(50):
        p = sigmoid(A @ theta)
        gradient = A.T @ (p - y) / n + penalty @ theta
        hessian = (A.T * (p * (1 - p))) @ A / n + penalty
        theta = theta - np.linalg.solve(hessian, gradient)
        now = log_loss(A @ theta, y)
        if abs(before - now) < 1e-3:
            break
        before = now
    return theta[1:], float(theta[0])


def fit_and_score(X, y, l2, X_new, y_new):
    w, b = fit(X, y, l2)
    return w, b, log_loss(X_new @ w + b, y_new)
