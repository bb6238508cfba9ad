"""Inputs for softmax_cross_entropy. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case

CLOSED = -np.inf


def fixed():
    yield case("the example", visible=True,
               logits=np.array([[2.0, 0.0, 0.0], [0.0, 1.0, 3.0], [5.0, 5.0, 5.0]]), labels=np.array([0, 1, -1]))
    yield case("logits of 1,300", visible=True, why="the exponential of 1,300 is not a float; the third claim loses 1,298",
               logits=np.array([[1300.0, 1295.0, 2.0], [1250.0, 1252.5, 1249.0], [2.0, 1300.0, 1.0]]),
               labels=np.array([0, 2, 0]))
    yield case("rows at different heights", visible=True, why="one row near 900, one near -900: each needs its own shift",
               logits=np.array([[901.0, 900.0], [-900.0, -902.0], [0.5, 0.0], [3.0, -1.0]]), labels=np.array([1, 0, 0, -1]))
    yield case("closed desks", visible=True, why="-inf means probability 0 and derivative 0; the last claim lies 900 below the others",
               logits=np.array([[1.0, CLOSED, 0.0, 2.0], [CLOSED, CLOSED, 0.5, CLOSED], [-900.0, -899.0, -898.0, CLOSED]]),
               labels=np.array([0, 2, 1]))
    yield case("very sure and wrong", visible=True, why="the labels have probabilities near 1e-22 and 1e-13: the losses are 50 and 30",
               logits=np.array([[50.0, 0.0, 0.0], [CLOSED, 40.0, 10.0]]), labels=np.array([2, 2]))
    yield case("closed desks and no label", why="the last row has neither a label nor its last desk",
               logits=np.array([[CLOSED, 1.5, 0.0], [2.0, CLOSED, 1.0], [0.25, 0.5, CLOSED]]), labels=np.array([1, 0, -1]))
    yield case("nobody has labelled anything", why="the mean over no rows is defined as 0.0",
               logits=np.array([[1.0, 2.0], [0.0, 0.0]]), labels=np.array([-1, -1]))
    yield case("one claim, one desk", why="the probability is 1, so the loss is 0",
               logits=np.array([[-3.5]]), labels=np.array([0]))
    yield case("the unlabelled row is the highest", why="a row that does not count must not decide the shift of the others",
               logits=np.array([[0.0, 1.0, 0.5], [2000.0, 0.0, 0.0], [-1.0, 0.25, 1.0]]), labels=np.array([2, -1, 0]))
    yield case("all logits equal", why="the loss is log 5",
               logits=np.full((4, 5), -1e6), labels=np.array([0, 4, 2, -1]))
    rng = np.random.default_rng(48)
    yield case("a batch of 2,000 claims, 48 desks", why="the size of a real batch",
               **batch(rng, 2_000, 48, height=300.0, spread=4.0, closed=0.1, unlabelled=0.2))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **batch(rng, int(rng.integers(2, 12)), int(rng.integers(2, 7)), float(rng.choice([0.0, 5.0, 1000.0])),
                                 float(rng.choice([0.5, 3.0, 40.0])), float(rng.choice([0.0, 0.25])),
                                 float(rng.choice([0.0, 0.3, 0.5]))))


def batch(rng, n, k, height, spread, closed, unlabelled):
    """height moves whole rows up and down, spread is the scale inside a row."""
    logits = rng.normal(0.0, spread, (n, k)) + rng.normal(0.0, 1.0, (n, 1)) * height
    labels = rng.integers(0, k, n)
    shut = rng.random((n, k)) < closed
    shut[np.arange(n), labels] = False
    labels[rng.random(n) < unlabelled] = -1
    return dict(logits=np.where(shut, CLOSED, logits), labels=labels)
