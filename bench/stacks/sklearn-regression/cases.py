"""Ten small regression problems, and as many more as are asked for."""
import numpy as np
from viva import case


def problem(rng, rows=200, columns=5):
    X = rng.normal(size=(rows, columns))
    y = X @ rng.normal(size=columns) + 0.1 * rng.normal(size=rows) + 3.0
    return dict(X=X, y=y, new=rng.normal(size=(20, columns)))


def fixed():
    for seed in range(10):
        yield case(f"problem {seed}", visible=seed < 3, **problem(np.random.default_rng(seed)))


def fresh(rng):
    return case("fresh", **problem(rng))
