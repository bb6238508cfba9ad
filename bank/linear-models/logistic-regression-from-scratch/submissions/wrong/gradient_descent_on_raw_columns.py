# mistake: a fixed number of gradient steps with one learning rate for all columns
# says: Gradient descent with one learning rate cannot serve a column in metres and one in days: it diverges or is still on its way when you stop. Use second derivatives (Newton), which need about ten steps here, and check that the gradient is 0 at the end.
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
    for _ in range(3000):
        p = sigmoid(A @ theta)
        gradient = A.T @ (p - y) / n + penalty @ theta
        theta = theta - 0.1 * gradient
    return theta[1:], float(theta[0])


def fit_and_score(X, y, l2, X_new, y_new):
    w, b = fit(X, y, l2)
    return w, b, log_loss(X_new @ w + b, y_new)
