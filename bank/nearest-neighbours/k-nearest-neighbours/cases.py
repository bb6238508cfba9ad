"""Inputs for knn_predict. What is expected comes from submissions/accepted/reference.py.

Coordinates are multiples of one half wherever distances may tie, so that equal distances are equal to the last bit."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, why="three neighbours vote; the second fruit is clear, the first is close",
               points=np.array([[15.0, 2.5], [12.0, 4.5], [11.5, 4.5], [14.0, 0.5], [13.5, 3.5], [9.0, 4.5]]),
               labels=["eat", "store", "store", "eat", "eat", "store"],
               queries=np.array([[14.5, 4.0], [11.0, 4.5]]), k=3)
    yield case("one neighbour", visible=True, why="with k = 1 the nearest point alone decides",
               points=np.array([[11.0, 3.0], [15.5, 0.5], [11.5, 5.0], [14.0, 2.5], [12.5, 0.5], [14.5, 0.5]]),
               labels=["store", "press", "store", "press", "eat", "press"],
               queries=np.array([[11.5, 1.5], [13.0, 3.5], [13.5, 4.5]]), k=1)
    yield case("a tied vote", visible=True, why="with k = 2 every disagreement is a tie, and the nearer one wins",
               points=np.array([[11.5, 6.0], [8.5, 3.0], [9.0, 6.0], [13.5, 0.5], [12.0, 3.5], [12.5, 0.5]]),
               labels=["store", "store", "store", "press", "eat", "press"],
               queries=np.array([[15.0, 3.0], [10.5, 4.5], [14.5, 5.0]]), k=2)
    yield case("a stranger in the crowd", visible=True, why="the first fruit equals a labelled one, yet it has one vote of three",
               points=np.array([[13.0, 2.0], [13.5, 2.5], [14.0, 1.5], [13.0, 2.5], [10.0, 5.0], [9.5, 6.0]]),
               labels=["eat", "eat", "eat", "store", "store", "store"],
               queries=np.array([[13.0, 2.5], [10.0, 4.5]]), k=3)
    yield case("every point votes", why="k equals the number of points, and the vote is tied",
               points=np.array([[9.0, 5.0], [13.0, 1.0], [10.5, 4.0], [14.5, 2.0]]), labels=["store", "eat", "store", "eat"],
               queries=np.array([[12.5, 2.5], [10.0, 2.0], [16.0, 0.5]]), k=4)
    yield case("three labels, one vote each", why="the nearest of three wins, not the first in the alphabet",
               points=np.array([[12.0, 3.0], [12.0, 4.5], [10.0, 3.0], [15.0, 8.0]]), labels=["store", "press", "eat", "eat"],
               queries=np.array([[12.0, 3.5], [12.0, 4.0], [11.0, 3.5]]), k=3)
    yield case("equally far at the cut", why="four points at distance 1, two may vote: the first two",
               points=np.array([[13.0, 3.0], [12.0, 4.0], [11.0, 3.0], [12.0, 2.0], [12.0, 9.0]]),
               labels=["store", "store", "eat", "eat", "press"], queries=np.array([[12.0, 3.0], [12.0, 8.5]]), k=2)
    yield case("one column", why="any number of columns", points=np.array([[4.0], [1.0], [9.0], [2.5], [7.0]]),
               labels=["b", "a", "c", "a", "b"], queries=np.array([[3.0], [8.5], [-2.0], [5.5], [7.0]]), k=3)
    yield case("one point", why="k = n = 1", points=np.array([[12.0, 3.0]]), labels=["eat"], queries=np.array([[9.0, 7.0]]), k=1)
    yield case("nothing to label", why="no query, so an empty list",
               points=np.array([[12.0, 3.0], [9.0, 7.0]]), labels=["eat", "store"], queries=np.empty((0, 2)), k=1)
    yield case("200 points with many equal distances", why="an unstable sort orders equal distances at random",
               **table(np.random.default_rng(31), rows=200, columns=2, queries=40, kinds=4, k=6, grid=True))
    yield case("300 points, 6 columns", why="nothing ties here",
               **table(np.random.default_rng(32), rows=300, columns=6, queries=60, kinds=3, k=9, grid=False))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    rows = int(rng.integers(2, 41))
    return case("fresh", **table(rng, rows, columns=int(rng.integers(1, 5)), queries=int(rng.integers(1, 13)),
                                 kinds=int(rng.integers(1, 5)), k=int(rng.integers(1, min(rows, 9) + 1)), grid=bool(rng.random() < 0.5)))


def table(rng, rows, columns, queries, kinds, k, grid):
    names = rng.permutation(["eat", "press", "store", "return"])[:kinds]
    centre = rng.normal(0, 2, (kinds, columns))
    code = rng.integers(0, kinds, rows)
    points, asked = centre[code] + rng.normal(0, 2, (rows, columns)), rng.normal(0, 3, (queries, columns))
    if grid:
        points, asked = np.round(points * 2) / 2, np.round(asked * 2) / 2
    return dict(points=points, labels=[str(names[c]) for c in code], queries=asked, k=k)
