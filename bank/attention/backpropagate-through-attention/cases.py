"""Inputs for attention_gradients. A result is held against central differences of loss()."""
import numpy as np
from viva import case


def loss(queries, keys, values, upstream):
    """The forward pass, then the sum whose derivative by the output is upstream."""
    n, d = keys.shape
    scores = queries @ keys.T / np.sqrt(d)
    scores = np.where(np.tril(np.ones((n, n), dtype=bool)), scores, -np.inf)
    share = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return float((upstream * (share / share.sum(axis=-1, keepdims=True) @ values)).sum())


def fixed():
    yield case("the example", visible=True,
               queries=np.array([[[2.0, 0, 0, 0], [0, 2.0, 0, 0]]]), keys=np.array([[1.0, 0, 0, 0], [0, 1.0, 0, 0]]),
               values=np.array([[10.0], [20.0]]), upstream=np.array([[[1.0], [1.0]]]))
    yield case("three heads, one set of keys", visible=True, why="each head pulls on the same keys and values, and the pulls add up",
               **signals(np.random.default_rng(3), heads=3, steps=3, d=2, e=2))
    yield case("one head, four steps", visible=True, why="step 4 sees all four keys, step 1 only its own",
               **signals(np.random.default_rng(4), heads=1, steps=4, d=3, e=2))
    yield case("scores in the thousands", visible=True, why="the exponential of 1,000 is not a float; the future has the highest scores",
               queries=np.array([[[60.0, 0.0], [60.0, 1.0], [0.0, -50.0]], [[0.02, 0.0], [0.0, 0.01], [0.01, 0.01]]]),
               keys=np.array([[30.0, 40.0], [30.0, 40.01], [70.0, 40.005]]),
               values=np.array([[1.0, -1.0], [3.0, 0.5], [-2.0, 2.0]]),
               upstream=np.array([[[1.0, 0.5], [2.0, -1.0], [0.5, 0.5]], [[-1.0, 1.0], [1.0, 2.0], [0.0, -3.0]]]))
    yield case("a single step", why="its weight is 1 whatever the score, so queries and keys get nothing",
               **signals(np.random.default_rng(5), heads=2, steps=1, d=3, e=2))
    yield case("keys of one number", why="d is 1, and values are wider than keys",
               **signals(np.random.default_rng(6), heads=2, steps=5, d=1, e=4))
    yield case("nothing comes from above", why="without an upstream gradient all three are zero",
               **{**signals(np.random.default_rng(7), heads=2, steps=3, d=2, e=2), "upstream": np.zeros((2, 3, 2))})
    yield case("only the last step counts", why="the loss looks at one step, which still reaches every key and value",
               **last_only(signals(np.random.default_rng(8), heads=2, steps=6, d=4, e=3)))
    yield case("equal keys", why="all weights of a step are the same, and the queries get nothing",
               **{**signals(np.random.default_rng(9), heads=2, steps=4, d=3, e=3), "keys": np.full((4, 3), 0.5)})
    yield case("sharp and soft heads", why="one head is nearly one-hot, one nearly flat",
               **sharpened(signals(np.random.default_rng(10), heads=3, steps=5, d=4, e=2)))
    yield case("eight heads, 24 steps", why="the size of the smallest layer on the chip",
               **signals(np.random.default_rng(11), heads=8, steps=24, d=8, e=8))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **signals(rng, heads=int(rng.integers(1, 5)), steps=int(rng.integers(2, 8)), d=int(rng.integers(1, 6)),
                                   e=int(rng.integers(1, 5)), shift=float(rng.choice([0.0, 0.0, 800.0]))))


def signals(rng, heads, steps, d, e, shift=0.0):
    """shift moves all scores of a query by far, which changes no weight."""
    queries, keys = rng.normal(0, 1, (heads, steps, d)), rng.normal(0, 1, (steps, d))
    keys[:, 0] += shift
    return dict(queries=queries, keys=keys, values=rng.normal(0, 2, (steps, e)), upstream=rng.normal(0, 1, (heads, steps, e)))


def last_only(inputs):
    inputs["upstream"][:, :-1] = 0.0
    return inputs


def sharpened(inputs):
    inputs["queries"] *= np.array([0.01, 1.0, 8.0])[:, None, None]
    return inputs
