"""Inputs for sample_top_p. What is expected comes from submissions/accepted/reference.py. Draws and sums keep away from the places where
rounding would decide."""
import numpy as np
from viva import case

EXAMPLE = np.log([0.1, 0.5, 0.15, 0.25])
BANNED = -np.inf


def fixed():
    yield case("the example", visible=True, why="four streams with the same logits and draws of 0.1, 0.6, 0.7 and 0.95",
               logits=np.tile(EXAMPLE, (4, 1)), top_p=0.7, temperature=1.0, draws=np.array([0.1, 0.6, 0.7, 0.95]))
    yield case("temperature 2", visible=True, why="flatter, so the nucleus grows; the last two rows have equal tokens at its edge",
               logits=np.array([[*EXAMPLE, BANNED, BANNED]] * 2 + [[*np.log([0.06, 0.06, 0.06, 0.74, 0.04, 0.04])]] * 2),
               top_p=0.7, temperature=2.0, draws=np.array([0.6, 0.85, 0.66, 0.97]))
    yield case("equal logits", visible=True, why="of equal tokens the smaller id comes first, and the nucleus cuts through them",
               logits=np.array([[1.0, 1.0, 1.0, 1.0, 1.0], [0.0, 2.0, 2.0, 0.0, 2.0], [3.0, 1.0, 1.0, 1.0, 0.0]]),
               top_p=0.7, temperature=1.0, draws=np.array([0.9, 0.8, 0.96]))
    yield case("temperature 0", visible=True, why="the largest logit; of equals the smaller id",
               logits=np.array([[0.5, 2.0, 2.0, -1.0], [5.0, 4.0, 4.5, 1.0], [-3.0, -2.0, -1.0, -1.5]]),
               top_p=0.9, temperature=0.0, draws=np.array([0.4, 0.1, 0.99]))
    yield case("one token holds more than p", why="the nucleus has one token, never none",
               logits=np.log([[0.05, 0.9, 0.05], [0.8, 0.15, 0.05]]), top_p=0.3, temperature=1.0, draws=np.array([0.999, 0.0]))
    yield case("the sum meets p", why="0.4 + 0.3 has reached 0.7, whatever the rounding",
               logits=np.log([[0.2, 0.4, 0.1, 0.3]] * 3 + [[0.3, 0.2, 0.1, 0.4]]), top_p=0.7, temperature=1.0,
               draws=np.array([0.5, 0.6, 0.98, 0.99]))
    yield case("a hair short of p", why="0.4 + 0.2999999 is 1e-7 below 0.7, which is not within 1e-9: a third token",
               logits=np.log([[0.2000001, 0.4, 0.1, 0.2999999]] * 2), top_p=0.7, temperature=1.0, draws=np.array([0.6, 0.97]))
    yield case("ten equal tokens", why="running sums of 0.1 fall short of 0.8 by rounding",
               logits=np.zeros((3, 10)), top_p=0.8, temperature=1.0, draws=np.array([0.06, 0.55, 0.99]))
    yield case("low temperature", why="sharper, so the nucleus shrinks",
               logits=np.tile(EXAMPLE, (4, 1)), top_p=0.7, temperature=0.5, draws=np.array([0.2, 0.5, 0.8, 0.99]))
    yield case("everything is allowed", why="p = 1: the whole vocabulary, without the banned tokens",
               logits=np.array([[1.0, BANNED, 0.5, 0.0], [BANNED, BANNED, 0.0, 1.0]]), top_p=1.0, temperature=1.0,
               draws=np.array([0.95, 0.999]))
    yield case("a draw on the border", why="the running sum must be greater than u: 0.5 is not greater than 0.5",
               logits=np.array([[2.0, 2.0], [-1.0, -1.0]]), top_p=1.0, temperature=1.0, draws=np.array([0.5, 0.25]))
    yield case("logits in the thousands", why="the exponential of 4,000 is not a float",
               logits=np.array([[4000.0, 3999.0, 3998.5, 10.0], [-4000.0, -4001.0, -3999.5, -9000.0]]), top_p=0.95,
               temperature=0.7, draws=np.array([0.85, 0.9]))
    yield case("temperature 0, banned token", visible=True, why="-inf never wins",
               logits=np.array([[BANNED, -7.0, -8.0], [0.0, BANNED, 0.0]]), top_p=0.5, temperature=0.0, draws=np.array([0.0, 0.7]))
    rng = np.random.default_rng(500)
    yield case("500 tokens, many of them equal", why="of equal logits the smaller id comes first, also in a long row",
               logits=np.round(rng.normal(0.0, 1.0, (40, 500))), top_p=0.77, temperature=1.0, draws=rng.random(40))
    rng = np.random.default_rng(32_000)
    yield case("24 streams, 32,000 tokens", why="the real vocabulary",
               logits=rng.normal(0.0, 3.0, (24, 32_000)), top_p=0.92, temperature=0.8, draws=rng.random(24))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    n, v = int(rng.integers(2, 9)), int(rng.integers(2, 12))
    logits = rng.normal(0.0, float(rng.choice([0.5, 1.5, 3.0])), (n, v))
    if rng.random() < 0.4:
        logits = np.round(logits)
    logits[rng.random((n, v)) < 0.1] = BANNED
    logits[np.arange(n), rng.integers(0, v, n)] = float(rng.choice([0.0, 1.0]))
    return case("fresh", logits=logits, top_p=float(rng.choice([0.3, 0.57, 0.73, 0.91, 1.0])),
                temperature=float(rng.choice([0.0, 0.6, 1.0, 1.7, 3.0])), draws=rng.random(n))
