"""Inputs for fit_linear. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, why="one column, two steps that can be followed by hand",
               X=np.array([[18.0], [22.0], [18.0], [22.0]]), y=np.array([300.0, 340.0, 320.0, 360.0]), learning_rate=0.25, steps=2)
    yield case("degrees and pallets", visible=True, why="two columns that move together, in very different units",
               X=np.array([[4.0, 900], [11, 1500], [19, 2600], [27, 2400], [31, 3800], [16, 1200]]),
               y=np.array([410.0, 455, 560, 640, 735, 500]), learning_rate=0.1, steps=30)
    yield case("a door that is never open", visible=True, why="the second column is 0 on all days: its weight stays 0",
               X=np.array([[12.0, 0], [20, 0], [25, 0], [31, 0]]), y=np.array([480.0, 530, 590, 610]), learning_rate=0.3, steps=5)
    yield case("no step at all", visible=True, why="weights and intercept are 0, and there is one loss",
               X=np.array([[5.0, 1], [6, 4], [9, 2]]), y=np.array([1.0, 2, 4]), learning_rate=0.1, steps=0)
    yield case("a constant that is not exact in binary", why="three times 0.1, divided by three, is not 0.1",
               X=np.array([[0.1, 15.0, 5.0], [0.1, 21.0, 5.0], [0.1, 33.0, 5.0]]), y=np.array([400.0, 500, 720]), learning_rate=0.2, steps=10)
    yield case("two set points that never change", why="-18.3 degrees inside and 0.7 bar, on each of six days",
               X=np.array([[-18.3, 8.0, 0.7], [-18.3, 14, 0.7], [-18.3, 3, 0.7], [-18.3, 22, 0.7], [-18.3, 30, 0.7], [-18.3, 27, 0.7]]),
               y=np.array([390.0, 430, 380, 520, 610, 570]), learning_rate=0.15, steps=12)
    yield case("the number of the meter", why="nine digits on each of seven days: a mean that is off in the last bit is still no variation",
               X=np.array([[461902733.1, 4.0], [461902733.1, 9], [461902733.1, 13], [461902733.1, 18], [461902733.1, 22],
                           [461902733.1, 27], [461902733.1, 30]]),
               y=np.array([395.0, 420, 450, 500, 540, 600, 625]), learning_rate=0.2, steps=40)
    yield case("too long a step", why="the loss must grow, not be hidden",
               X=np.array([[1.0, 2.1], [2, 3.9], [3, 6.2], [4, 7.8]]), y=np.array([1.0, 3, 2, 5]), learning_rate=0.7, steps=25)
    yield case("whole numbers", why="integer columns and labels, results with decimals",
               X=np.array([[1, 7], [2, 5], [4, 9], [8, 1]]), y=np.array([3, 4, 9, 12]), learning_rate=0.1, steps=7)
    yield case("one day", why="a single row: all columns are constant",
               X=np.array([[21.0, 1800.0]]), y=np.array([505.0]), learning_rate=0.25, steps=3)
    yield case("four hundred steps", why="close to the least-squares answer",
               X=np.array([[2.0, -1, 0.5], [0, 3, 1.5], [1, 1, -2], [4, 0, 3], [-2, 2, 1], [3, 5, 0]]),
               y=np.array([2.0, 7, -1, 9, 0, 12]), learning_rate=0.2, steps=400)
    rng = np.random.default_rng(12)
    yield case("3,000 days, 12 columns", why="200 steps: no Python loop over rows", **table(rng, 3_000, 12, 0.1, 200))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **table(rng, rows=int(rng.integers(2, 50)), columns=int(rng.integers(1, 6)),
                                 learning_rate=float(rng.choice([0.01, 0.1, 0.3])), steps=int(rng.integers(1, 60))))


def table(rng, rows, columns, learning_rate, steps):
    common = rng.normal(0, 1, (rows, 1))
    X = (common + rng.normal(0, 1, (rows, columns))) * rng.choice([0.1, 1.0, 30.0, 2000.0], columns) + rng.normal(0, 20, columns)
    y = 500 + (X - X.mean(axis=0)) @ (rng.normal(0, 40, columns) / np.maximum(X.std(axis=0), 1e-9)) + rng.normal(0, 25, rows)
    return dict(X=X, y=y, learning_rate=learning_rate, steps=steps)
