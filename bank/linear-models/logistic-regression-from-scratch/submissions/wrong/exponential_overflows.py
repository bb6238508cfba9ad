# mistake: math.log(1 + math.exp(z)), row by row
# says: math.exp overflows above z = 709 and stops your program. For z > 0 write log(1 + e^z) as z + log(1 + e^-z), or use np.logaddexp(0, z).
# verdict: runtime-error
import math
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def log_loss(z, y):
    return sum(math.log(1 + math.exp(a)) - t * a for a, t in zip(z.tolist(), y.tolist())) / len(y)


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
