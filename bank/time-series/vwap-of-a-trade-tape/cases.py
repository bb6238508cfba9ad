"""Trade tapes: times in whole milliseconds that never fall, prices, sizes in whole lots. Windows hold some dozens of trades."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, why="two trades at 1,400; the one at 0 is exactly a window away from the one at 1,000",
               time=np.array([0, 400, 1000, 1400, 1400]), price=np.array([10.0, 11.0, 12.0, 13.0, 15.0]),
               size=np.array([5, 1, 2, 1, 3]), window=1000)
    yield case("a burst", visible=True, why="six trades in one millisecond see each other", time=np.array([50, 90, 90, 90, 90, 90, 90, 95]),
               price=np.array([99.0, 100.0, 100.5, 101.0, 99.5, 103.0, 98.0, 100.0]), size=np.array([7, 1, 2, 3, 4, 5, 6, 1]), window=40)
    yield case("every 250 ms", visible=True, why="on a regular grid the far end of the window always falls on a trade",
               time=np.arange(12) * 250, price=np.array([5.0, 5.5, 5.25, 6, 6.5, 6.25, 7, 7.5, 7.25, 8, 8.5, 8.25]),
               size=np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]), window=1000)
    yield case("cancelled trades", visible=True, why="size 0: the first two windows hold no volume",
               time=np.array([10, 20, 500, 510, 2000, 2600]), price=np.array([20.0, 21.0, 22.0, 30.0, 24.0, 25.0]),
               size=np.array([0, 0, 4, 0, 0, 2]), window=300)
    yield case("one trade", time=np.array([7]), price=np.array([42.5]), size=np.array([3]), window=1)
    yield case("no trade", why="the market is closed", time=np.array([], dtype=np.int64), price=np.array([]), size=np.array([], dtype=np.int64), window=500)
    yield case("a quiet night", why="every trade is alone in its window", time=np.arange(9) * 60_000, price=np.linspace(80, 88, 9),
               size=np.arange(1, 10), window=1000)
    yield case("a window longer than the day", why="from the first trade on everything counts", **tape(np.random.default_rng(3), 60), window=10**9)
    yield case("bitcoin", why="prices of 60,000 with ticks of a cent", **tape(np.random.default_rng(4), 3000, start=60_000.0, tick=0.01), window=5000)
    yield case("more cancelled trades", why="windows without volume in the middle of the day",
               **tape(np.random.default_rng(5), 200, cancelled=0.8), window=90)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **tape(rng, int(rng.integers(1, 120)), cancelled=float(rng.choice([0, 0.3, 0.7]))),
                window=int(rng.choice([1, 50, 100, 400, 3000])))


def speed(rng):
    """What speed is measured on: eight busy minutes."""
    return case("10,000 trades", why="about 60 trades in each window", **tape(rng, 10_000), window=3000)


def tape(rng, count, start=100.0, tick=0.05, cancelled=0.02):
    """Trades some 50 ms apart, many at the same moment."""
    gaps = rng.choice([0, 0, 10, 50, 90, 150], size=count)
    size = rng.integers(1, 40, count) * (rng.random(count) >= cancelled)
    return dict(time=np.cumsum(gaps).astype(np.int64), price=np.round(start + tick * np.cumsum(rng.integers(-3, 4, count)), 2),
                size=size.astype(np.int64))
