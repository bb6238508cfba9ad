"""Inputs for out_of_fold, and the judge. Probabilities may differ by 0.002 from those of submissions/accepted/reference.py, since solvers
stop at different places; the average precision must be that of the probabilities that were returned."""
import numpy as np
import pandas as pd
from viva import case


def fixed():
    rng = np.random.default_rng(412)
    yield case("three folds, two sensors", visible=True, why="numbers only, with gaps",
               **presses(rng, 30, folds=3, text=0, rate=0.15, gaps=0.15), C=1.0)
    yield case("new firmware in the last fold", visible=True, why="levels that the fitted rows do not have",
               **presses(rng, 40, folds=4, text=2, rate=0.12, gaps=0.1, new_levels=True), C=1.0)
    yield case("a fold that is far off", visible=True, why="one plant measures in other units: medians and scales must come from the other folds",
               **presses(rng, 36, folds=3, text=1, rate=0.15, gaps=0.3, drift=4.0), C=0.5)
    yield case("a fold without failures", visible=True, why="its rows still count in the ranking; another fold has a new site",
               **presses(rng, 48, folds=5, text=1, rate=0.1, gaps=0.1, quiet=2, new_levels=True), C=2.0)
    yield case("fold numbers with holes", why="folds 3, 8 and 20",
               **renamed(presses(rng, 66, folds=3, text=1, rate=0.15, gaps=0.1), [3, 8, 20]), C=1.0)
    yield case("a sensor that is constant", why="its standard deviation is 0",
               **constant(presses(rng, 60, folds=3, text=1, rate=0.15, gaps=0.0)), C=1.0)
    yield case("text only", why="no numeric column at all",
               **presses(rng, 90, folds=3, numbers=0, text=3, rate=0.15, gaps=0.0, new_levels=True), C=1.0)
    yield case("a strong penalty", why="C = 0.01", **presses(rng, 100, folds=4, text=2, rate=0.1, gaps=0.2), C=0.01)
    yield case("hours as whole numbers", why="an integer column is numeric too",
               **hours(presses(rng, 80, folds=3, text=1, rate=0.12, gaps=0.1), rng), C=1.0)
    yield case("a table with a shuffled index", why="rows go by position",
               **shuffled(presses(rng, 72, folds=4, text=1, rate=0.12, gaps=0.1), rng), C=1.0)
    yield case("1,500 weeks, 5 of 100 fail", why="the real rate",
               **presses(rng, 1_500, folds=5, text=2, rate=0.05, gaps=0.08, drift=0.5, new_levels=True), C=0.3)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    folds = int(rng.integers(2, 5))
    return case("fresh", **presses(rng, int(rng.integers(50, 110)), folds, numbers=int(rng.integers(1, 4)), text=int(rng.integers(0, 3)),
                                   rate=float(rng.uniform(0.1, 0.25)), gaps=float(rng.choice([0.0, 0.1, 0.3])),
                                   drift=float(rng.choice([0.0, 2.0])), new_levels=bool(rng.random() < 0.4)),
                C=float(rng.choice([0.1, 1.0, 5.0])))


NUMBERS, TEXT = ("vibration", "oil_temp", "pressure_drop"), ("site", "firmware", "tool")


def presses(rng, n, folds, *, numbers=2, text, rate, gaps, drift=0.0, new_levels=False, quiet=None):
    """Every fold but the quiet one has two failures or more. drift moves the sensors of the last fold."""
    fold = np.sort(np.r_[np.repeat(np.arange(folds), 8), rng.integers(0, folds, n - 8 * folds)])
    failed = (rng.random(n) < rate).astype(int)
    for f in range(folds):
        rows = np.flatnonzero(fold == f)
        failed[rows[:2]] = 1
        failed[rows[2:5]] = 0
        if f == quiet:
            failed[rows] = 0
    columns = {}
    for name in NUMBERS[:numbers]:
        x = rng.gamma(2.0, 1.0, n) + failed * rng.uniform(0.3, 1.5) + drift * (fold == folds - 1) * (1.0 + rng.random(n))
        x[rng.random(n) < gaps] = np.nan
        x[:2], x[-2:] = [1.0, 2.5], [0.5, 3.0]
        columns[name] = np.round(x, 3)
    for name in TEXT[:text]:
        level = np.minimum(rng.geometric(0.45, n) - 1 + failed * (rng.random(n) < 0.3), 4)
        if new_levels:
            level = np.where((fold == folds - 1) & (rng.random(n) < 0.4), 7, level)
        columns[name] = [f"{name}-{v}" for v in level]
    order = rng.permutation(n)
    table = pd.DataFrame(columns).iloc[order].reset_index(drop=True)
    return dict(table=table, failed=failed[order], folds=fold[order])


def renamed(given, labels):
    return given | {"folds": np.array(labels)[given["folds"]]}


def constant(given):
    return given | {"table": given["table"].assign(oil_temp=40.0)}


def hours(given, rng):
    return given | {"table": given["table"].assign(hours=rng.integers(0, 9_000, len(given["folds"])))}


def shuffled(given, rng):
    table = given["table"].copy()
    table.index = rng.permutation(len(table)) * 3
    return given | {"table": table}


def average_precision(failed, probability, first):
    """With rows that are tied (up to rounding) in the best or the worst order: a right figure lies in between, also one that takes
    tied rows as a single step."""
    order = np.argsort(-probability, kind="stable")
    group = np.r_[0, np.cumsum(-np.diff(probability[order]) > 1e-9)]
    hits = failed[order][np.lexsort((-failed[order] if first == "failures" else failed[order], group))]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    at = np.flatnonzero(hits == 1)
    if first == "failures":  # the highest figure counts the failures of a group at once, where the last of them stands
        last = np.flatnonzero(np.r_[group[at][1:] != group[at][:-1], True])
        at = at[last[np.searchsorted(last, np.arange(len(at)))]]
    return float(precision[at].mean())


def check(case, expected, got):
    failed, folds = case.inputs["failed"], case.inputs["folds"]
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return "Return two things: the probabilities, and their average precision."
    try:
        probability = np.asarray(got[0], dtype=float)
        figure = np.asarray(got[1], dtype=float)
    except Exception:
        return "The probabilities must be an array of numbers, and the average precision a number."
    if probability.shape != (len(failed),):
        return f"The probabilities have shape {probability.shape}, not ({len(failed)},): one for each row of the table."
    if figure.shape != ():
        return f"The average precision has shape {figure.shape}; it is one number."
    if not np.isfinite(probability).all():
        return f"The probability of row {np.flatnonzero(~np.isfinite(probability))[0]} is not finite."
    right = np.asarray(expected[0], dtype=float)
    off = np.abs(probability - right)
    if off.max() > 2e-3:
        i = int(off.argmax())
        return (f"Row {i}, in fold {folds[i]}: your probability of a failure is {probability[i]:.4f}, the right one {right[i]:.4f}. "
                f"{(off > 2e-3).sum()} of {len(off)} rows are off by more than 0.002; yours average {probability.mean():.3f}, "
                f"the right ones {right.mean():.3f}.")
    low, high = average_precision(failed, probability, "others"), average_precision(failed, probability, "failures")
    if not low - 1e-6 <= float(figure) <= high + 1e-6:
        return (f"The probabilities are right, but their average precision over all {len(failed)} rows is {low:.6f}"
                f"{'' if high - low < 1e-6 else f' to {high:.6f}, depending on ties'}, not {float(figure):.6f}.")
    return ""
