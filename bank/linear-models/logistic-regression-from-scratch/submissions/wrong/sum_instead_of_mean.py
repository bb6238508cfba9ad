# mistake: adds the losses up, so the penalty is too weak by a factor n
# says: Your weights are those for the sum of the losses. J takes the mean, so your penalty is n times too weak, and its effect changes with the number of rows.
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
    theta = np.zeros(d + 1)
    for _ in range(50):
        p = sigmoid(A @ theta)
        gradient = A.T @ (p - y) + penalty @ theta
        hessian = (A.T * (p * (1 - p))) @ A + penalty
        theta = theta - np.linalg.solve(hessian, gradient)
    return theta[1:], float(theta[0])


def fit_and_score(X, y, l2, X_new, y_new):
    w, b = fit(X, y, l2)
    return w, b, log_loss(X_new @ w + b, y_new)
