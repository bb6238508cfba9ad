"""Inputs for best_split. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case


def fixed():
    yield case("seven cows", visible=True, why="three classes, two columns",
               X=np.array([[4.8, 38.6], [6.4, 39.6], [5.2, 38.4], [5.9, 38.9], [5.0, 39.1], [6.6, 39.9], [6.2, 38.7]]),
               labels=["healthy", "severe", "healthy", "mild", "healthy", "severe", "mild"], criterion="gini", min_leaf=1)
    yield case("rounded readings", visible=True, why="equal values cannot be separated; the gain is in bits",
               X=np.array([[5.0, 1.0], [5.0, 2.0], [5.5, 2.0], [5.5, 3.0], [5.5, 3.0], [6.0, 1.0]]),
               labels=["healthy", "mild", "healthy", "mild", "severe", "severe"], criterion="entropy", min_leaf=1)
    yield case("leaves of three", visible=True, why="the purest cut would leave two cows alone",
               X=np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [8.0]]),
               labels=["severe", "severe", "mild", "healthy", "healthy", "mild", "healthy", "healthy"], criterion="gini", min_leaf=3)
    yield case("two columns that tell nothing alone", visible=True, why="each split leaves the shares as they were: no gain, no split",
               X=np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), labels=["sick", "healthy", "healthy", "sick"],
               criterion="gini", min_leaf=1)
    yield case("equally good", visible=True, why="the same column twice and a mirrored one: the first column, the lowest threshold",
               X=np.array([[1.0, 1, -1], [2, 2, -2], [3, 3, -3], [4, 4, -4], [5, 5, -5], [6, 6, -6]]),
               labels=["a", "b", "b", "b", "b", "a"], criterion="entropy", min_leaf=1)
    yield case("a mirror image", why="cutting off the first or the last row gains the same: the lower threshold",
               X=np.array([[4.0, 0.5], [7.0, 0.5], [6.0, 0.5], [5.0, 0.5], [8.0, 0.5]]), labels=["b", "a", "a", "a", "b"],
               criterion="gini", min_leaf=1)
    yield case("a pure herd", why="nothing to gain", X=np.array([[4.8, 1.0], [5.1, 2.0], [5.9, 0.0]]),
               labels=["healthy"] * 3, criterion="entropy", min_leaf=1)
    yield case("constant columns", why="no threshold exists", X=np.array([[5.0, 7.0], [5.0, 7.0], [5.0, 7.0], [5.0, 7.0]]),
               labels=["healthy", "mild", "healthy", "mild"], criterion="gini", min_leaf=1)
    yield case("leaves too large for the herd", why="four of each are asked for, seven rows exist",
               X=np.arange(7.0)[:, None], labels=["a", "a", "a", "a", "b", "b", "b"], criterion="gini", min_leaf=4)
    yield case("half and half", why="each side has exactly min_leaf rows",
               X=np.array([[3.0, 9], [1.0, 2], [2.0, 8], [6.0, 1], [5.0, 7], [4.0, 3]]), labels=["b", "a", "b", "a", "b", "a"],
               criterion="entropy", min_leaf=3)
    yield case("ties inside both columns", why="readings on a coarse scale, four classes",
               X=np.array([[1.0, 0], [1, 1], [2, 1], [2, 0], [2, 2], [3, 2], [3, 2], [3, 0], [4, 1], [4, 2]]),
               labels=["a", "b", "a", "c", "c", "d", "d", "a", "d", "c"], criterion="gini", min_leaf=2)
    yield case("the same shares on both sides", why="a gain of 3e-17 is rounding, not a gain: None",
               X=np.array([[0.0]] * 3 + [[1.0]] * 6), labels=["healthy", "mild", "severe"] * 3, criterion="gini", min_leaf=1)
    yield case("a column turned round", why="the gains differ in the last bit only: the first column wins",
               X=np.array([[1.0, -1], [2, -2], [3, -3], [4, -4], [5, -5], [6, -6]]), labels=["a", "a", "a", "a", "c", "b"],
               criterion="entropy", min_leaf=1)
    yield case("a gain of five in ten million", why="very little, but more than 1e-9",
               **shares((1000, 500), (1000, 501)), criterion="gini", min_leaf=1)
    yield case("nearly as good", why="gains of 2.00e-6, 2.00e-6 and 2.02e-6 are not equally good: the last one wins",
               **nearly_as_good(), criterion="gini", min_leaf=1)
    rng = np.random.default_rng(6)
    yield case("20,000 cows, 8 columns", why="a new count for each threshold is too slow", **table(rng, 20_000, 8, 3, "gini", 50, 0))
    yield case("20,000 cows, 8 columns, entropy", why="a new count for each threshold is too slow", **table(rng, 20_000, 8, 4, "entropy", 5, 0))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    rows = int(rng.integers(2, 40))
    return case("fresh", **table(rng, rows, int(rng.integers(1, 6)), int(rng.integers(1, 5)), str(rng.choice(["gini", "entropy"])),
                                 int(rng.integers(1, 6)), int(rng.integers(0, 3))))


def shares(*groups):
    """One column with the value 0, 1, ... in each group of (rows, sick rows)."""
    value = np.repeat(np.arange(float(len(groups))), [rows for rows, _ in groups])
    labels = [name for rows, sick in groups for name in ["mild"] * sick + ["healthy"] * (rows - sick)]
    return dict(X=value[:, None], labels=labels)


def nearly_as_good():
    given = shares((1000, 501), (100, 50), (900, 449))
    return given | {"X": np.column_stack([given["X"] > 0, given["X"]]).astype(float)}


def table(rng, rows, columns, kinds, criterion, min_leaf, decimals_off):
    code = rng.integers(0, kinds, rows)
    X = rng.normal(5, 1, (rows, columns)) + 0.5 * code[:, None] * (rng.random(columns) < 0.5)
    if decimals_off:
        X = np.round(X, 2 - decimals_off)
    names = ["healthy", "mild", "severe", "treated"]
    return dict(X=X, labels=[names[c] for c in code], criterion=criterion, min_leaf=min_leaf)
