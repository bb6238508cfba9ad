"""Inputs for attention. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case

Q = np.array([[2.0, 0.0], [0.0, 2.0]])
K = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
V = np.array([[10.0], [20.0], [30.0]])


def fixed():
    yield case("the example without a mask", visible=True, queries=Q, keys=K, values=V, mask=None)
    yield case("the example with a mask", visible=True, why="the second query may look at no key: zeros, not NaN",
               queries=Q, keys=K, values=V, mask=np.array([[True, True, False], [False, False, False]]))
    rng = np.random.default_rng(90)
    padded = tensors(rng, (2,), 3, 4, 2, 3)
    padded["queries"][0, :, 0] = [3.0, -2.0, 0.5]
    padded["keys"][0, 3] = [900.0, 0.0]
    yield case("two stays, padded", visible=True, why="the mask has shape (2, 1, 4) and must spread over the queries; the second stay is empty",
               **padded, mask=np.array([[[True, True, True, False]], [[False, False, False, False]]]))
    high = tensors(rng, (2,), 2, 3, 4, 2)
    high["queries"][:, 0, 0], high["queries"][:, 1, 0] = 100.0, 0.5
    high["keys"][:, 2, 0] = [900.0, 2.0]
    yield case("a forbidden key towers above the rest", visible=True, why="the forbidden key scores 45,000; only allowed keys may decide the shift",
               **high, mask=np.array([True, True, False]))
    yield case("scores in the thousands", why="without a shift the exponential overflows",
               queries=np.array([[80.0, 0.0], [60.0, -10.0]]), keys=np.array([[70.0, 0.0], [70.0, 0.1], [69.99, 0.0], [300.0, 0.0]]),
               values=np.array([[1.0, 0.0], [0.0, 1.0], [5.0, 5.0], [-1.0, 9.0]]),
               mask=np.array([[True, True, True, True], [True, True, True, False]]))
    yield case("a batch without a mask", why="a mask is not required",
               **tensors(rng, (3,), 2, 5, 3, 2), mask=None)
    yield case("causal", why="query i looks at the keys 0 to i",
               **tensors(rng, (), 5, 5, 3, 3), mask=np.tril(np.ones((5, 5), dtype=bool)))
    yield case("batch and heads", why="two leading axes, one mask for each stay, shape (2, 1, 1, 4)",
               **tensors(rng, (2, 3), 4, 4, 4, 4), mask=np.array([[[[True, True, False, False]]], [[[True, False, True, True]]]]))
    yield case("one key", why="if it is allowed, its weight is 1 whatever the score",
               **tensors(rng, (), 3, 1, 2, 2), mask=np.array([[True], [False], [True]]))
    yield case("all scores far below zero", why="the maximum of a row can be -4,000",
               queries=np.array([[-80.0, 0.0], [-80.0, 10.0]]), keys=np.array([[70.0, 0.0], [70.0, 0.1], [70.5, 0.0]]),
               values=np.array([[1.0, 0.0], [0.0, 1.0], [5.0, 5.0]]), mask=np.array([[True, True, True], [False, True, True]]))
    yield case("a mask of all True", why="the same as no mask", **tensors(rng, (2,), 2, 3, 2, 1), mask=np.ones((2, 3), dtype=bool))
    yield case("8 heads, 90 notes, 64 numbers", why="the real size", **tensors(rng, (4, 8), 90, 90, 64, 64),
               mask=(np.arange(90) < np.array([90, 17, 1, 0])[:, None])[:, None, None, :])


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    lead = tuple(int(x) for x in rng.integers(1, 4, int(rng.integers(0, 3))))
    n, m, d, e = (int(x) for x in rng.integers(1, 6, 4))
    given = tensors(rng, lead, n, m, d, e)
    given["queries"] *= float(rng.choice([1.0, 3.0, 2000.0]))
    shape = [(n, m), (m,), lead + (n, m), lead + (1, m)][int(rng.integers(0, 4))]
    mask = rng.random(shape) < rng.choice([0.3, 0.6, 1.0])
    return case("fresh", **given, mask=None if rng.random() < 0.15 else mask)


def tensors(rng, lead, n, m, d, e):
    return dict(queries=rng.normal(size=lead + (n, d)), keys=rng.normal(size=lead + (m, d)), values=rng.normal(size=lead + (m, e)))
