"""Inputs for GaussianNaiveBayes. What is expected comes from submissions/accepted/reference.py.

In each fit every class has at least one reading in every column, and not all columns are constant."""
import numpy as np
from viva import case

NAN = float("nan")


def scenario(name, X, y, X_new, smoothing=None, more=(), **about):
    X, X_new = np.array(X, dtype=float), np.array(X_new, dtype=float)
    return case(name, construct={} if smoothing is None else {"smoothing": smoothing},
                calls=[["fit", {"X": X, "y": list(y)}], ["log_posterior", {"X": X_new}], ["predict", {"X": X_new}], *more], **about)


def fixed():
    yield scenario("two plastics", [[1.0], [3.0], [6.0], [8.0], [7.0]], ["PET", "PET", "PP", "PP", "PP"], [[4.0], [5.0], [9.0]],
                   visible=True, why="one column; the posterior can be followed by hand")
    yield scenario("a dropped reading", [[0.8, 2.1], [1.1, NAN], [0.9, 2.6], [2.0, 2.4], [NAN, 4.4], [3.1, 0.9]],
                   ["PET", "PET", "PET", "PP", "PP", "PP"], [[1.6, NAN], [NAN, 2.3], [1.6, 2.3], [NAN, NAN]],
                   visible=True, why="a missing reading adds nothing; without any reading, the shares are left")
    yield scenario("far out", [[0.0, 1.0], [1.0, 0.0], [0.5, 0.4], [4.0, 5.0], [5.0, 4.5]], ["PET", "PET", "PET", "HDPE", "HDPE"],
                   [[90.0, -40.0], [-70.0, 60.0], [2.0, 2.0]], visible=True, why="all densities are below the smallest float, the posterior is not")
    second = np.array([[5.0, 1.0], [6.0, 2.0], [5.5, 0.0], [1.0, 8.0], [2.0, 9.5]])
    yield scenario("fitted twice", [[1.0, 1.0], [2.0, 3.0], [7.0, 6.0], [9.0, 5.0]], ["PET", "PET", "PP", "PP"], [[4.0, 4.0]],
                   more=[["fit", {"X": second, "y": ["HDPE", "HDPE", "HDPE", "PP", "PP"]}], ["predict", {"X": second}]],
                   visible=True, why="a second fit forgets the first")
    yield scenario("one flake of a kind", [[1.0, 5.0], [1.2, 5.5], [0.9, 4.0], [3.0, 7.0]], ["PET", "PET", "PET", "PVC"],
                   [[2.9, 6.8], [3.0, 7.0], [1.0, 5.0]], smoothing=0.01, why="a class of one row has variance 0 before smoothing")
    yield scenario("a column that is constant in a class", [[1.0, 0.3], [1.0, 0.5], [2.0, 0.4], [4.0, 0.9]], ["PET", "PET", "PP", "PP"],
                   [[1.0, 0.4], [1.01, 0.4], [3.0, 0.4]], smoothing=1e-6, why="without smoothing this divides by 0")
    yield scenario("rare and wide", [[0.0], [10.0]] + [[4.0 + 0.1 * i] for i in range(18)], ["PVC"] * 2 + ["PET"] * 18,
                   [[4.5], [6.5], [3.0]], why="shares of 10% and 90%, and very different variances")
    yield scenario("counts near a million", [[1000000.0, 2.0], [1000001.0, 2.5], [1000003.0, 2.2], [1000004.0, 1.0], [1000006.0, 1.5]],
                   ["PET", "PET", "PP", "PP", "PP"], [[1000002.0, 2.0], [1000003.5, 1.8]], why="a large offset and a small spread")
    yield scenario("a new shift", *spectra(np.random.default_rng(7), 12, 3, 3, 0.1, 2), smoothing=0.01,
                   more=refit(np.random.default_rng(8), 9, 3, 2), why="fit, ask, fit on other flakes, ask again")
    yield scenario("nanometres", [[1550000.25, 3.0], [1550000.5, 4.0], [1550001.0, 3.5], [1549999.0, 7.0], [1549998.5, 6.0]],
                   ["PP", "PP", "PP", "HDPE", "HDPE"], [[1550000.0, 5.0]], why="a large offset and a small spread, again")
    yield scenario("exactly between", [[-2.0], [0.0], [2.0], [4.0]], ["PP", "PP", "HDPE", "HDPE"], [[1.0], [NAN]],
                   why="a tie goes to the first class in the alphabet")
    yield scenario("volts and millivolts", [[0.001, 800.0], [0.003, 950.0], [0.002, 700.0], [0.006, 400.0], [0.009, 300.0]],
                   ["PET", "PET", "PET", "PP", "PP"], [[0.004, 500.0], [0.002, 650.0]], smoothing=1e-3, why="smoothing is a share of the largest variance")
    rng = np.random.default_rng(41)
    yield scenario("600 wavelengths", *spectra(rng, 40, 600, 3, 0.05, 6), why="a product of 600 densities is 0")
    yield scenario("4,000 flakes, 40 columns, 6 kinds", *spectra(rng, 4_000, 40, 6, 0.02, 1_500), why="a Python loop over rows is slow")


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    rows, kinds = int(rng.integers(10, 40)), int(rng.integers(2, 5))
    return scenario("fresh", *spectra(rng, rows, int(rng.integers(1, 6)), kinds, float(rng.choice([0.0, 0.1])), int(rng.integers(1, 8))),
                    smoothing=float(rng.choice([1e-9, 1e-3, 0.1])),
                    more=refit(rng, 12, 2, 2) if rng.random() < 0.3 else ())


def refit(rng, rows, columns, kinds):
    X, y, X_new = spectra(rng, rows, columns, kinds, 0.0, 3)
    return [["fit", {"X": X, "y": y}], ["log_posterior", {"X": X_new}]]


def spectra(rng, rows, columns, kinds, gaps, new):
    names = rng.permutation(["PET", "PP", "HDPE", "PVC", "PS", "ABS"])[:kinds]
    code = np.r_[np.repeat(np.arange(kinds), 2), rng.choice(kinds, rows - 2 * kinds, p=rng.dirichlet(np.ones(kinds) * 2))]
    centre, width = rng.normal(0, 1, (kinds, columns)), rng.gamma(4, 0.3, (kinds, columns))
    X = centre[code] + rng.normal(0, 1, (rows, columns)) * width[code]
    X[2 * kinds:][rng.random((rows - 2 * kinds, columns)) < gaps] = NAN
    X_new = rng.normal(0, 2, (new, columns))
    X_new[rng.random(X_new.shape) < gaps] = NAN
    return X, [str(names[c]) for c in code], X_new
