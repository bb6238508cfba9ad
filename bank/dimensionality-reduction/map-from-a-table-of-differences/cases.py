"""Inputs for draw_map. What is expected comes from submissions/accepted/reference.py; the sign of each column is free."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, differences=np.array([[0.0, 3, 4], [3, 0, 5], [4, 5, 0]]), k=1)
    yield case("a panel of five blends", visible=True, why="0 and 4 differ by 9, though 2 is near to both: no points have these distances, and one eigenvalue is negative",
               differences=square(5, [6.0, 1.0, 7.5, 9.0, 4.0, 2.0, 5.5, 7.0, 1.5, 3.0]), k=2)
    yield case("more axes than there are", visible=True, why="four places on one street: the second and the third column are 0",
               differences=distances(np.array([[0.0], [1.0], [4.0], [6.0]])), k=3)
    yield case("all axes of the panel", visible=True, why="k is 5, but only the positive eigenvalues have an axis",
               differences=square(5, [6.0, 1.0, 7.5, 9.0, 4.0, 2.0, 5.5, 7.0, 1.5, 3.0]), k=5)
    yield case("two blends", why="one axis; each lies half the difference from the middle", differences=np.array([[0.0, 5.0], [5.0, 0.0]]), k=2)
    yield case("a large negative eigenvalue", why="the eigenvalue furthest from 0 but one is negative; it has no axis, and counts in the share",
               differences=square(4, [1.0, 1.0, 9.0, 8.0, 1.0, 1.0]), k=2)
    yield case("a narrow street", why="1,000 metres long, 0.1 metres wide: the second eigenvalue is small and still no rounding error",
               differences=distances(np.array([[0.0, 0.0], [300.0, 0.05], [480.0, -0.05], [1000.0, 0.02]])), k=2)
    yield case("a street of a thousand kilometres", why="in metres, and with rounding errors that are no second axis",
               differences=distances(np.array([[0.0], [213_456.7], [487_654.3], [1_000_000.1], [1_250_000.9]])), k=3)
    yield case("distances far below 1", why="in kilometres instead of metres; the map shrinks, the share stays",
               differences=distances(np.random.default_rng(5).normal(0, [3e-3, 1e-3, 2e-4], (7, 3))), k=2)
    yield case("two blends that taste the same", why="a difference of 0 between two of them",
               differences=distances(np.array([[1.0, 2.0], [1.0, 2.0], [4.0, 0.0], [8.0, 3.0]])), k=2)
    yield case("whole numbers", why="the table holds integers",
               differences=np.array([[0, 2, 7, 3], [2, 0, 6, 4], [7, 6, 0, 5], [3, 4, 5, 0]]), k=2)
    yield case("120 towns", why="a plane with some noise on each distance", differences=noisy(np.random.default_rng(6), 120, 0.02), k=3)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    while True:
        n = int(rng.integers(3, 15))
        table = noisy(rng, n, float(rng.choice([0.0, 0.1, 0.4]))) * float(rng.choice([0.1, 1.0, 50.0]))
        if apart(table):
            return case("fresh", differences=table, k=int(rng.integers(1, n + 1)))


def square(n, above):
    """The symmetric table with these numbers above its diagonal, row by row."""
    table = np.zeros((n, n))
    table[np.triu_indices(n, 1)] = above
    return table + table.T


def distances(points):
    return np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=-1))


def noisy(rng, n, noise):
    """Distances of points in three dimensions, each off by a factor around 1."""
    table = distances(rng.normal(0, [4.0, 2.0, 1.0], (n, 3)))
    factor = np.triu(np.exp(noise * rng.normal(0, 1, (n, n))), 1)
    return table * (factor + factor.T)


def apart(table):
    """Whether the positive eigenvalues differ enough to say which axis is which."""
    n = len(table)
    middle = np.eye(n) - 1.0 / n
    values = np.linalg.eigvalsh(-0.5 * middle @ table ** 2 @ middle)
    values = values[values > 1e-10 * values[-1]]
    return values[0] > 1e-4 * values[-1] and (np.diff(values) > 0.01 * values[-1] / len(table)).all()
