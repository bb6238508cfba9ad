"""Inputs for kmeans, and the judgement of its results: many clusterings are right, in any order of the clusters.

A result is right if nothing moves any more (each point with its nearest centre, each centre the mean of its points), no
cluster is empty, the inertia is what it claims to be, and it is at most 5% above that of the reference's starts.
The last condition is safe where groups are well apart; the clouds without groups are cases in which the local minima differ little."""
import numpy as np
from viva import case


def fixed():
    yield case("six bikes", visible=True, why="two groups of three",
               X=np.array([[0.2, 0.4], [0.6, 0.1], [0.4, 0.7], [3.1, 2.0], [3.5, 2.3], [3.0, 2.6]]), k=2, seed=1)
    yield case("eight squares", visible=True, why="eight groups of five, far apart: one random start merges two of them",
               **squares(np.random.default_rng(8), 8, 5, 0.15), seed=4)
    yield case("three racks", visible=True, why="twelve bikes at three places, so first centres may coincide",
               X=np.array([[0.0, 0.0]] * 7 + [[2.0, 1.0]] * 3 + [[0.0, 3.0]] * 2), k=3, seed=2)
    yield case("a valley", visible=True, why="one cloud, long from east to west: it takes more than a few rounds",
               X=np.round(np.random.default_rng(6).normal(0, 1, (40, 2)) * [6.0, 0.8], 2), k=4, seed=1)
    yield case("one centre", why="k = 1: the mean of all", X=np.array([[1.0, 5.0], [2.0, 2.0], [9.0, 3.0], [4.0, 4.0]]), k=1, seed=3)
    yield case("a city without districts", why="one round cloud of 500: many rounds, and many minima of nearly the same height",
               X=np.random.default_rng(6).normal(0, 2, (500, 2)), k=6, seed=13)
    yield case("each bike alone", why="k = n: inertia 0", X=np.array([[1.0, 5.0], [2.0, 2.0], [9.0, 3.0], [4.0, 4.0], [4.0, 4.5]]), k=5, seed=0)
    yield case("a lone bike far out", why="the outlier is a cluster of its own",
               X=np.vstack([np.random.default_rng(3).normal(0, 1, (40, 2)), [[60.0, 45.0]]]), k=2, seed=7)
    yield case("one column", why="places along a railway line", X=np.array([[0.1], [0.3], [0.2], [5.0], [5.2], [9.9], [10.1], [10.4], [5.1]]), k=3, seed=5)
    yield case("metres in the national grid", why="coordinates of 500,000 and 5,700,000 with differences of some metres",
               X=np.array([[500000.0, 5700000.0]]) + squares(np.random.default_rng(2), 4, 12, 0.2)["X"] * 3.0, k=4, seed=6)
    yield case("more metres in the national grid", why="large coordinates, 200 bikes",
               X=np.array([[372000.5, 5806000.25]]) + np.random.default_rng(9).normal(0, 4, (200, 2)), k=3, seed=8)
    yield case("a crowd and two pairs", why="groups of 200, 2 and 2",
               X=np.vstack([np.random.default_rng(4).normal(0, 1, (200, 2)), [[30, 0], [30.5, 0], [0, 40], [0, 40.4]]]), k=3, seed=9)
    yield case("2,000 bikes, 10 groups, 5 columns", why="a Python loop over bikes is slow",
               **squares(np.random.default_rng(10), 10, 200, 0.4, columns=5), seed=11)
    yield case("four places, nine bikes", why="as many centres as distinct places, most bikes at one of them",
               X=np.array([[1.0, 1.0]] * 6 + [[1.0, 4.0], [5.0, 1.0], [5.0, 4.0]]), k=4, seed=12)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    k = int(rng.integers(2, 9))
    inputs = squares(rng, k, int(rng.integers(3, 25)), 0.2, columns=int(rng.integers(1, 4)))
    if rng.random() < 0.3:
        inputs["X"] = np.round(inputs["X"])
    if rng.random() < 0.3:
        inputs["X"] = inputs["X"] + 4_000_000.0
    return case("fresh", **inputs, seed=int(rng.integers(0, 1000)))


def squares(rng, k, each, width, columns=2):
    """k groups on different points of a grid with mesh 4, each a small cloud."""
    side = int(np.ceil(k ** (1 / columns))) + 1
    cells = rng.choice(side ** columns, k, replace=False)
    grid = np.stack(np.unravel_index(cells, (side,) * columns), axis=1) * 4.0
    X = np.repeat(grid, each, axis=0) + rng.normal(0, width, (k * each, columns))
    return dict(X=X[rng.permutation(len(X))], k=k)


def numbers(value):
    """value as an array of finite floats, or None."""
    try:
        array = np.asarray(value)
        array = array.astype(float) if array.dtype.kind in "biuf" else None
    except Exception:
        return None
    return array


def check(case, expected, got):
    X, k = case.inputs["X"], case.inputs["k"]
    if not isinstance(got, (tuple, list)) or len(got) != 3:
        return f"Return three things, (centres, labels, inertia); this is {type(got).__name__}."
    centres, labels, inertia = (numbers(part) for part in got)
    if centres is None or centres.shape != (k, X.shape[1]):
        return f"centres must be an array of numbers of shape ({k}, {X.shape[1]}), not {described(centres)}."
    if not np.isfinite(centres).all():
        return f"Centre {int(np.argwhere(~np.isfinite(centres))[0][0])} is not finite. Was its cluster empty?"
    if labels is None or labels.shape != (len(X),):
        return f"labels must be an array of {len(X)} whole numbers, not {described(labels)}."
    odd = np.flatnonzero(~np.isin(labels, np.arange(k)))
    if len(odd):
        return f"labels[{odd[0]}] is {labels[odd[0]]:g}; labels are whole numbers from 0 to {k - 1}."
    if inertia is None or inertia.shape != () or not np.isfinite(inertia):
        return f"inertia must be one finite number, not {described(inertia)}."
    labels, inertia = labels.astype(int), float(inertia)
    empty = np.setdiff1d(np.arange(k), labels)
    if len(empty):
        return f"Cluster {empty[0]} has no point. All {k} clusters must be used."

    size = np.sqrt(((X - X.mean(axis=0)) ** 2).sum(axis=1).mean())
    slack = 1e-6 * size + 1e-9 * np.abs(X).max()
    with np.errstate(over="ignore", invalid="ignore"):
        distance = np.sqrt(((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2))
        own = distance[np.arange(len(X)), labels]
        astray = np.flatnonzero(~(own <= distance.min(axis=1) + slack))
        if len(astray):
            i, to = astray[0], distance[astray[0]].argmin()
            return (f"Row {i} is in cluster {labels[i]} at distance {own[i]:.6g}, but centre {to} is nearer, at {distance[i, to]:.6g}"
                    f" ({len(astray)} of {len(X)} rows). Go on until no label changes.")
        for c in range(k):
            mean = X[labels == c].mean(axis=0)
            off = np.abs(centres[c] - mean).max()
            if not off <= slack:
                return f"Centre {c} is {np.round(centres[c], 6).tolist()}, but the mean of its {int((labels == c).sum())} points is {np.round(mean, 6).tolist()}."
        true = float((own ** 2).sum())
        if not abs(inertia - true) <= 1e-6 * true + slack ** 2 * len(X):
            return f"inertia is {inertia:.8g}, but the squared distances to the centres add up to {true:.8g}."
        best = float(expected[2])
        if not true <= 1.05 * best + slack ** 2 * len(X):
            return (f"Nothing moves any more, but the inertia {true:.6g} is {100 * (true / best - 1):.0f}% above {best:.6g}, which better starts reach."
                    if best > 0 else f"The inertia is {true:.6g}; with these centres to place, 0 can be reached.")
    return ""


def described(array):
    return "something else" if array is None else f"an array of shape {array.shape}" if array.shape else f"{float(array)}"
