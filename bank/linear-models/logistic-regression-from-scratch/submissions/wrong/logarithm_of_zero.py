# mistake: takes the logarithm of 1 - p, where p has been rounded to 1
# says: Your loss is infinite or NaN for rows far from the boundary: from z = 37 on, p is rounded to 1 and log(1 - p) is log(0). Compute log(1 + e^z) from z with logaddexp.
# verdict: wrong-answer
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def log_loss(z, y):
    p = 1 / (1 + np.exp(-z))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def fit(X, y, l2):
    n, d = X.shape
    A = np.hstack([np.ones((n, 1)), X])
    penalty = np.diag([0.0] + [l2] * d)
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
