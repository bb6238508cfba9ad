# approach: pandas and numpy only: the weighted, penalised likelihood is maximised by Newton steps, and the precision is added up by hand
import numpy as np
import pandas as pd


def design(train, rows):
    """The columns of rows, with everything that is learned taken from train."""
    parts = [np.ones((len(rows), 1))]
    for name in train.columns:
        a, b = train[name], rows[name]
        if pd.api.types.is_numeric_dtype(a):
            filled = a.fillna(a.median())
            scale = filled.std(ddof=0)
            parts.append(((b.fillna(a.median()) - filled.mean()) / (scale if scale > 0 else 1.0)).to_numpy(dtype=float)[:, None])
        else:
            parts.append(np.column_stack([(b == level).to_numpy(dtype=float) for level in sorted(a.unique())]))
    return np.column_stack(parts)


def fit(X, y, C):
    weight = len(y) / (2.0 * np.bincount(y)[y])
    penalty = np.full(X.shape[1], 1.0 / C)
    penalty[0] = 0.0
    w = np.zeros(X.shape[1])

    def cost(w):
        z = X @ w
        return (weight * (np.logaddexp(0.0, z) - y * z)).sum() + 0.5 * (penalty * w * w).sum()

    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-X @ w))
        gradient = X.T @ (weight * (p - y)) + penalty * w
        hessian = (X.T * (weight * p * (1 - p))) @ X + np.diag(penalty + 1e-12)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while cost(w - size * step) > cost(w) + 1e-12 and size > 1e-6:
            size /= 2.0
        w = w - size * step
        if np.abs(step).max() < 1e-9:
            break
    return w


def out_of_fold(table, failed, folds, C):
    probability = np.empty(len(failed))
    for fold in np.unique(folds):
        held = folds == fold
        train = table[~held]
        w = fit(design(train, train), failed[~held], C)
        probability[held] = 1.0 / (1.0 + np.exp(-design(train, table[held]) @ w))
    order = np.argsort(-probability, kind="stable")
    hits = failed[order] == 1
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return probability, float(precision[hits].mean())
