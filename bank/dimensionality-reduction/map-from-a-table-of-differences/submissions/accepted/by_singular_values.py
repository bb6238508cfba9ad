# approach: the matrix formula with J, and a singular value decomposition, where u and v of one sign tell a positive eigenvalue from a negative one
import numpy as np


def draw_map(differences, k):
    n = len(differences)
    J = np.eye(n) - np.full((n, n), 1 / n)
    B = J @ (np.asarray(differences, dtype=float) ** 2) @ J / -2
    B = (B + B.T) / 2
    u, s, vt = np.linalg.svd(B)
    signed = s * np.sign((u * vt.T).sum(axis=0))
    keep = [i for i in np.argsort(-signed, kind="stable")[:k] if signed[i] > 1e-9 * signed.max()]
    coordinates = np.zeros((n, k))
    coordinates[:, :len(keep)] = u[:, keep] * np.sqrt(s[keep])
    return coordinates, s[keep].sum() / s.sum()
