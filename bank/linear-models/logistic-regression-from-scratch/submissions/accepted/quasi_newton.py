# approach: BFGS with backtracking, started from the bound p (1 - p) <= 1/4 instead of the identity
import numpy as np


def fit_and_score(X, y, l2, X_new, y_new):
    n, d = X.shape
    A = np.hstack([X, np.ones((n, 1))])
    ridge = np.append(np.full(d, l2), 0.0)
    sign = np.where(np.asarray(y) == 1, 1.0, -1.0)

    def value_and_slope(t):
        m = sign * (A @ t)
        value = np.logaddexp(0, -m).mean() + (ridge * t * t).sum() / 2
        return value, -A.T @ (sign * np.exp(-np.logaddexp(0, m))) / n + ridge * t

    B = np.linalg.inv(A.T @ A / (4 * n) + np.diag(ridge))
    t = np.zeros(d + 1)
    f, g = value_and_slope(t)
    for _ in range(500):
        step = -B @ g
        if -(g @ step) < 1e-26:
            break
        length = 1.0
        while True:
            new_f, new_g = value_and_slope(t + length * step)
            if new_f <= f + 1e-4 * length * (g @ step) or length < 1e-12 or -(g @ step) < 1e-13:
                break
            length /= 2
        s, r = length * step, new_g - g
        if s @ r > 0:
            V = np.eye(d + 1) - np.outer(s, r) / (s @ r)
            B = V @ B @ V.T + np.outer(s, s) / (s @ r)
        t, f, g = t + s, new_f, new_g
    new_sign = np.where(np.asarray(y_new) == 1, 1.0, -1.0)
    return t[:d], t[d], np.logaddexp(0, -new_sign * (X_new @ t[:d] + t[d])).mean()
