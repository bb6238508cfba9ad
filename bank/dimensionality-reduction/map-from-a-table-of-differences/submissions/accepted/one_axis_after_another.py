# approach: the power method on a shifted matrix, one axis at a time; what an axis explains is taken out before the next
import numpy as np


def draw_map(differences, k):
    D = np.asarray(differences, dtype=float)
    n = len(D)
    B = D * D
    B = B - B.mean(axis=0)
    B = -(B - B.mean(axis=1, keepdims=True)) / 2
    B = (B + B.T) / 2
    total = np.abs(np.linalg.eigvalsh(B)).sum()
    coordinates, found = np.zeros((n, k)), []
    for axis in range(k):
        shift = np.abs(B).sum(axis=1).max()             # at least the size of every eigenvalue, so B + shift has none below 0
        A = B + shift * np.eye(n)
        v = np.cos(np.arange(1.0, n + 1))
        for _ in range(40):                             # A, A^2, A^4, ...: forty squarings are 10^12 steps of the power method
            A = A @ A
            A /= np.linalg.norm(A)
        v = A @ v
        v /= np.linalg.norm(v)
        value = v @ B @ v
        if value <= 1e-9 * max(found + [value]) or value <= 0:
            break
        found.append(value)
        coordinates[:, axis] = v * np.sqrt(value)
        B = B - value * np.outer(v, v)
    return coordinates, sum(found) / total
