"""Inputs for fit_and_score. What is expected comes from submissions/accepted/reference.py.

Every training set holds both labels and l2 > 0, so there is exactly one minimiser and any method that arrives there agrees."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, why="one column; the last new row is far on the wrong side",
               X=np.array([[0.0], [1.0], [2.0], [3.0]]), y=np.array([0, 0, 1, 1]), l2=0.1,
               X_new=np.array([[0.5], [2.5], [42.0]]), y_new=np.array([0, 1, 0]))
    yield case("days, metres, earlier no-shows", visible=True, why="columns in raw units: the second is 1,000 times as large as the others",
               X=np.array([[3.0, 850, 0], [60, 12400, 2], [14, 3100, 0], [90, 640, 1], [7, 21800, 0],
                           [45, 5200, 3], [21, 9700, 0], [75, 17300, 0], [1, 2900, 1], [30, 400, 0]]),
               y=np.array([0, 1, 0, 1, 0, 1, 1, 0, 0, 0]), l2=0.05,
               X_new=np.array([[10.0, 4000, 0], [80, 15000, 2]]), y_new=np.array([0, 1]))
    yield case("few no-shows", visible=True, why="one in ten: the intercept must be free to be low",
               X=np.array([[1.0, 2], [2, 1], [0, 0], [3, 2], [1, 1], [2, 2], [0, 1], [1, 0], [4, 3], [2, 0]]),
               y=np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 0]), l2=0.5,
               X_new=np.array([[1.0, 1], [4, 2]]), y_new=np.array([0, 1]))
    yield case("very far from the boundary", visible=True, why="z beyond 700 on the wrong side costs z, neither infinity nor 34.5",
               X=np.array([[-2.0], [-1.0], [0.5], [1.0], [2.0], [-0.5]]), y=np.array([0, 0, 1, 1, 1, 1]), l2=0.01,
               X_new=np.array([[500.0], [-300.0], [1.0]]), y_new=np.array([0, 1, 1]))
    yield case("the same column twice", why="without the penalty the Hessian is singular; with it both get the same weight",
               X=np.array([[1.0, 1], [2, 2], [3, 3], [4, 4], [2.5, 2.5]]), y=np.array([0, 1, 0, 1, 1]), l2=0.2,
               X_new=np.array([[2.0, 2], [5, 5]]), y_new=np.array([1, 1]))
    yield case("nearly no penalty on separable data", why="weights are large, and Newton needs about ten steps",
               X=np.array([[0.2, 1.0], [0.9, 0.4], [1.5, 1.1], [2.2, 3.0], [2.9, 2.1], [3.3, 3.5]]), y=np.array([0, 0, 0, 1, 1, 1]),
               l2=1e-4, X_new=np.array([[1.8, 1.9], [8.0, 9.0], [-9.0, -7.0]]), y_new=np.array([1, 0, 1]))
    yield case("a heavy penalty", why="weights close to 0; the intercept alone gives the share of no-shows",
               X=np.array([[1.0, -1], [0, 2], [2, 1], [-1, 0], [1, 1]]), y=np.array([1, 0, 1, 1, 1]), l2=1000.0,
               X_new=np.array([[0.0, 0]]), y_new=np.array([1]))
    yield case("a column of years", why="far from 0, so it is nearly the intercept; the last row has a digit too many",
               X=np.array([[2019.0], [2020], [2021], [2022], [2023], [2024], [2024], [2019]]), y=np.array([0, 1, 0, 1, 1, 1, 0, 0]),
               l2=0.01, X_new=np.array([[2025.0], [20240.0]]), y_new=np.array([1, 0]))
    yield case("a constant column", why="it may help nobody: its weight is 0, since the intercept is free",
               X=np.array([[7.0, 0.3], [7, 1.1], [7, -0.4], [7, 2.0]]), y=np.array([0, 1, 1, 1]), l2=0.3,
               X_new=np.array([[7.0, 0.0], [7, -90.0]]), y_new=np.array([0, 1]))
    rng = np.random.default_rng(5)
    yield case("5,000 visits, 20 columns", why="a loop over rows is slow", **table(rng, 5_000, 20, l2=0.001, spread=3.0, new=500))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **table(rng, rows=int(rng.integers(15, 120)), columns=int(rng.integers(1, 5)),
                                 l2=float(rng.choice([0.003, 0.03, 0.3])), spread=2.0, new=int(rng.integers(1, 10))))


def table(rng, rows, columns, l2, spread, new):
    unit = rng.choice([0.1, 1.0, 10.0, 1000.0], columns)
    X = rng.gamma(2.0, 1.0, (rows + new, columns))
    w = rng.normal(0, spread / columns ** 0.5, columns)
    z = (X - 2.0) @ w + rng.normal(-1, 0.5)
    y = (rng.random(rows + new) < 1 / (1 + np.exp(-z))).astype(int)
    y[:2] = [0, 1]
    X = X * unit
    far = np.where(rng.random(new) < 0.3, 60.0, 1.0)[:, None]
    return dict(X=X[:rows], y=y[:rows], l2=l2, X_new=X[rows:] * far, y_new=y[rows:])
