"""Inputs for cross_validated. What is expected comes from submissions/accepted/reference.py.

Each column has several different values outside each fold, so every step can be fitted there."""
import numpy as np
from viva import case

NAN = float("nan")


def fixed():
    yield case("nine samples, three wavelengths", visible=True, why="small enough to follow; two readings are missing",
               X=np.array([[0.61, 1.20, 0.33], [0.58, NAN, 0.41], [0.72, 1.35, 0.29], [0.55, 1.11, 0.47], [0.69, 1.42, 0.52],
                           [0.64, 1.18, 0.38], [0.80, 1.52, 0.45], [NAN, 1.05, 0.36], [0.75, 1.49, 0.31]]),
               y=np.array([11.2, 10.8, 12.5, 10.1, 12.2, 11.6, 13.4, 9.9, 13.0]), folds=np.array([0, 1, 2, 0, 1, 2, 0, 1, 2]),
               k=2, alpha=1.0)
    rng = np.random.default_rng(77)
    yield case("nothing to find", visible=True, why="24 samples, 60 columns of noise: the R2 must not be positive by far",
               X=rng.normal(0, 1, (24, 60)), y=rng.normal(12, 1, 24), folds=np.repeat([0, 1, 2, 3], 6), k=5, alpha=1.0)
    yield case("a new harvest", visible=True, why="fold 2 was measured on another instrument, shifted and stretched",
               **shifted(rng))
    yield case("gaps in each column", why="a fifth of the readings is missing", **table(rng, 30, 8, 3, 4, 0.2, 0.5))
    yield case("one column is enough", why="k = 1", **table(rng, 20, 12, 4, 1, 0.05, 0.1))
    yield case("all columns", why="k equals the number of columns", **table(rng, 24, 6, 3, 6, 0.1, 3.0))
    yield case("folds of one sample", why="leave one out; a sample cannot be scaled by itself",
               **{**table(rng, 10, 5, 2, 2, 0.06, 1.0), "folds": np.arange(10)})
    yield case("fold labels are names", why="labels 40, -3 and 7, of different sizes",
               **{**table(rng, 18, 7, 3, 3, 0.1, 1.0), "folds": np.array([40] * 9 + [-3] * 6 + [7] * 3)})
    yield case("units of all sizes", why="columns from 1e-4 to 1e5", **units(rng))
    yield case("60 samples, 400 wavelengths", why="the size of the report", **table(rng, 60, 400, 5, 10, 0.02, 1.0))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    columns = int(rng.integers(4, 40))
    return case("fresh", **table(rng, rows=int(rng.integers(15, 45)), columns=columns, folds=int(rng.integers(2, 6)),
                                 k=int(rng.integers(1, min(columns, 8) + 1)), gaps=float(rng.choice([0.0, 0.05, 0.15])),
                                 alpha=float(rng.choice([0.1, 1.0, 10.0]))))


def table(rng, rows, columns, folds, k, gaps, alpha):
    common = rng.normal(0, 1, (rows, 1))
    X = 0.6 * common + rng.normal(0, 1, (rows, columns)) + rng.normal(0, 3, columns)
    y = 12 + 0.8 * (X[:, 0] - X[:, 0].mean()) * (rng.random() < 0.7) + rng.normal(0, 1, rows)
    X[rng.random(X.shape) < gaps] = NAN
    fold = np.r_[np.arange(folds), np.arange(folds), rng.integers(0, folds, rows - 2 * folds)]
    return dict(X=X, y=y, folds=rng.permutation(fold), k=k, alpha=alpha)


def shifted(rng):
    inputs = table(rng, 21, 9, 3, 3, 0.06, 2.0)
    new = inputs["folds"] == 2
    inputs["X"][new] = inputs["X"][new] * 1.4 + 2.5
    return inputs


def units(rng):
    inputs = table(rng, 25, 10, 5, 4, 0.05, 1.0)
    inputs["X"] = inputs["X"] * 10.0 ** np.arange(-4, 6)
    return inputs
