"""Inputs for train: initial weights and data as float64 tensors, so that every right loop gives the same numbers."""
import numpy as np
import torch
from viva import case


def fixed():
    yield case("a small run", visible=True, why="three epochs, nothing stops early",
               **problem(1, rows=24, inputs=3, hidden=4, noise=0.3), lr=0.02, batch=8, epochs=3, patience=5, clip=100.0)
    yield case("it overfits", visible=True, why="the best epoch is not the last one, and its weights are the ones to return",
               **problem(13, rows=24, inputs=6, hidden=12, noise=1.5), lr=0.05, batch=8, epochs=25, patience=3, clip=100.0)
    yield case("an outlier", visible=True, why="one label is far off; the norm of all gradients together is cut at 1",
               **problem(3, rows=32, inputs=3, hidden=6, noise=0.3, outlier=300.0), lr=0.03, batch=8, epochs=6, patience=6, clip=1.0)
    yield case("ups and downs", visible=True, why="a new minimum starts the count of patience anew",
               **problem(35, rows=28, inputs=5, hidden=10, noise=1.0), lr=0.08, batch=7, epochs=24, patience=3, clip=3.0)
    yield case("a smaller last batch", why="30 rows in batches of 8: the last batch has 6",
               **problem(4, rows=30, inputs=4, hidden=5, noise=0.5), lr=0.04, batch=8, epochs=8, patience=4, clip=1.0)
    yield case("one epoch", why="the first epoch is the best one",
               **problem(5, rows=16, inputs=2, hidden=3, noise=0.5), lr=0.05, batch=4, epochs=1, patience=1, clip=5.0)
    yield case("no patience to speak of", why="patience 1: the first epoch without a new minimum is the last",
               **problem(6, rows=24, inputs=5, hidden=8, noise=1.5), lr=0.08, batch=6, epochs=20, patience=1, clip=5.0)
    yield case("a long way down", why="the patience of 3 is used up only at the end",
               **problem(100, rows=28, inputs=5, hidden=10, noise=1.0), lr=0.05, batch=7, epochs=24, patience=3, clip=3.0)
    yield case("a learning rate of 0", why="nothing moves but the running statistics of the batch norm",
               **problem(8, rows=20, inputs=3, hidden=4, noise=0.5), lr=0.0, batch=10, epochs=6, patience=10, clip=1.0)
    yield case("all rows in one batch", why="a batch larger than the data",
               **problem(10, rows=18, inputs=3, hidden=4, noise=0.5), lr=0.05, batch=64, epochs=10, patience=10, clip=2.0)
    yield case("a plateau", why="an equal loss is not a smaller one: the running means have settled and the learning rate is 0",
               **problem(11, rows=12, inputs=2, hidden=3, noise=0.5, frozen=True), lr=0.0, batch=12, epochs=12, patience=3, clip=1.0)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    given = problem(int(rng.integers(1 << 30)), rows=4 * int(rng.integers(4, 9)), inputs=int(rng.integers(2, 6)),
                    hidden=int(rng.integers(3, 10)), noise=float(rng.choice([0.3, 1.0, 2.0])), outlier=float(rng.choice([0.0, 60.0])))
    return case("fresh", **given, lr=float(rng.choice([0.02, 0.06, 0.12])), batch=int(rng.choice([6, 8, 10])),
                epochs=int(rng.integers(4, 16)), patience=int(rng.integers(1, 5)), clip=float(rng.choice([0.5, 2.0, 50.0])))


def problem(seed, rows, inputs, hidden, noise, outlier=0.0, frozen=False):
    rng = np.random.default_rng(seed)
    x, valid_x = rng.normal(size=(rows, inputs)), rng.normal(size=(14, inputs))
    truth = rng.normal(size=inputs)
    y, valid_y = (np.tanh(a @ truth) * 2.0 + a[:, 0] + noise * rng.normal(size=len(a)) for a in (x, valid_x))
    y[rows // 2] += outlier
    state = {"first.weight": rng.normal(size=(hidden, inputs)) / np.sqrt(inputs), "first.bias": np.zeros(hidden),
             "norm.weight": np.ones(hidden), "norm.bias": np.zeros(hidden), "norm.running_mean": np.zeros(hidden),
             "norm.running_var": np.ones(hidden), "last.weight": rng.normal(size=(1, hidden)) / np.sqrt(hidden),
             "last.bias": np.zeros(1)}
    if frozen:                                          # the batch statistics already are the running ones
        state["first.weight"] = np.zeros((hidden, inputs))
        state["norm.running_var"] = np.zeros(hidden)
    return dict(start={name: torch.tensor(value) for name, value in state.items()}, x=torch.tensor(x), y=torch.tensor(y),
                valid_x=torch.tensor(valid_x), valid_y=torch.tensor(valid_y))
