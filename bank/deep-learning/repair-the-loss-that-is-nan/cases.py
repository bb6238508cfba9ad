"""Inputs for train: float64 tensors, with the troubles of block 7 one by one and together."""
import numpy as np
import torch
from viva import case


def fixed():
    yield case("a few readings are missing", visible=True, why="the other rows of their batches must still teach",
               **flats(1, rows=24, sensors=3, hidden=4, gaps=0.25), lr=0.1, epochs=4, batch=6, clip=5.0)
    yield case("stuck sensors and lost readings", visible=True, why="a column that does not vary becomes 0, rounding or not",
               **flats(2, rows=30, sensors=2, hidden=4, gaps=0.1, stuck=6), lr=0.1, epochs=5, batch=10, clip=2.0)
    yield case("a night without radio", visible=True, why="the second batch has no reading at all",
               **flats(3, rows=20, sensors=3, hidden=3, gaps=0.1, silent=(5, 10)), lr=0.1, epochs=5, batch=5, clip=3.0)
    yield case("a summer night", visible=True, why="the first batch reads 0 and the network says 0: its gradient is all zeros",
               **flats(4, rows=30, sensors=2, hidden=3, gaps=0.1, stuck=4, off=(0, 6), silent=(18, 24)), lr=0.1, epochs=6, batch=6, clip=4.0)
    yield case("block 3", why="nothing is missing, stuck or silent",
               **flats(5, rows=20, sensors=3, hidden=4), lr=0.05, epochs=8, batch=5, clip=0.5)
    yield case("everything at once", why="block 7 on a bad day",
               **flats(6, rows=42, sensors=3, hidden=5, gaps=0.3, stuck=5, silent=(14, 28), off=(0, 7)),
               lr=0.1, epochs=8, batch=7, clip=1.0)
    yield case("a last batch without readings", why="the radio is down at the end",
               **flats(7, rows=23, sensors=2, hidden=3, silent=(20, 23)), lr=0.1, epochs=4, batch=5, clip=50.0)
    yield case("a flat that draws 900", why="a long gradient is shortened",
               **flats(8, rows=20, sensors=3, hidden=4, gaps=0.1, outlier=900.0), lr=0.05, epochs=6, batch=5, clip=1.0)
    yield case("one reading a batch", why="the mean over one row",
               **flats(9, rows=16, sensors=2, hidden=3, alone=4), lr=0.1, epochs=5, batch=4, clip=2.0)
    yield case("the edges of the batches", why="in a batch of four only the first or the last row has a reading; the last batch has one row",
               **flats(13, rows=17, sensors=2, hidden=3, only=(0, 7, 8, 15, 16)), lr=0.1, epochs=4, batch=4, clip=5.0)
    yield case("all sensors are stuck", why="only the biases can learn",
               **flats(10, rows=150, sensors=0, hidden=3, gaps=0.05, stuck=8), lr=0.1, epochs=4, batch=50, clip=2.0)
    yield case("300 rows in batches of 32", why="the real size",
               **flats(11, rows=300, sensors=6, hidden=8, gaps=0.15, stuck=2, silent=(64, 128)), lr=0.05, epochs=8, batch=32, clip=1.0)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    batch = int(rng.integers(3, 7))
    batches = int(rng.integers(3, 6))
    quiet = int(rng.integers(0, batches)) * batch
    return case("fresh", **flats(int(rng.integers(1 << 30)), rows=batch * batches, sensors=int(rng.integers(1, 4)),
                                 hidden=int(rng.integers(2, 6)), gaps=float(rng.choice([0.0, 0.2])), stuck=int(rng.choice([0, 0, 1, 3])),
                                 silent=(quiet, quiet + batch) if rng.random() < 0.4 else (0, 0),
                                 off=(0, batch) if quiet and rng.random() < 0.4 else (0, 0)),
                lr=0.1, epochs=int(rng.integers(2, 6)), batch=batch, clip=float(rng.choice([0.5, 2.0, 20.0])))


def flats(seed, rows, sensors, hidden, gaps=0.0, stuck=0, silent=(0, 0), off=(0, 0), outlier=0.0, alone=0, only=()):
    """silent and off are ranges of rows; with off, the last layer starts at zero, as is usual for a new output. alone: one reading in
    so many rows; only: the rows with a reading."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, sensors)) * rng.uniform(0.5, 8.0, sensors) + rng.uniform(-5.0, 40.0, sensors)
    y = 2.0 + x @ rng.normal(size=sensors) * 0.1 + rng.normal(size=rows)
    y[rows // 3] += outlier
    columns = [x] + [np.full((rows, 1), value) for value in (21.7, 0.1, 40.3, 19.9, 1.1, 55.7, 7.3, 0.7)[:stuck]]
    x = np.concatenate(columns, axis=1)[:, rng.permutation(sensors + stuck)]
    missing = rng.random(rows) < gaps
    missing[::max(1, rows // 4)] = False
    if alone:
        missing = np.arange(rows) % alone != 1
    if only:
        missing = ~np.isin(np.arange(rows), only)
    y[missing] = np.nan
    y[slice(*off)] = 0.0
    y[slice(*silent)] = np.nan
    start = {"w1": rng.normal(size=(sensors + stuck, hidden)) / np.sqrt(sensors + stuck), "b1": 0.1 * rng.normal(size=hidden),
             "w2": rng.normal(size=hidden) / np.sqrt(hidden), "b2": rng.normal(size=1)}
    if off[1]:
        start["w2"], start["b2"] = np.zeros(hidden), np.zeros(1)
    return dict(x=torch.tensor(x), y=torch.tensor(y), start={name: torch.tensor(value) for name, value in start.items()})
