"""Inputs for none_and_any. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case

NEVER = -np.inf


def fixed():
    yield case("the example", visible=True, log_p=np.array([[-1.0, -2.0], [-60.0, -61.0], [0.0, -3.0]]))
    yield case("ordinary probabilities", visible=True, why="a half, a third, a tenth and a twentieth",
               log_p=np.log(np.array([[0.5, 1 / 3], [0.1, 0.05]])))
    yield case("one in a billion and rarer", visible=True, why="1 - p holds no digit of a p of 1e-17; the logarithm of 1 - p is about -p",
               log_p=np.array([[-20.7, -23.0], [-36.0, -38.5], [-69.0, -66.0]]))
    yield case("nearly certain", visible=True, why="log p of -1e-9: 1 - p is 1e-9, and 1 - exp(log p) has lost half its digits",
               log_p=np.array([[-1e-9], [-3e-6], [-2.5e-4]]))
    yield case("impossible and certain", visible=True, why="-inf changes nothing; 0.0 decides alone, and so none is -inf and any is 0",
               log_p=np.array([[NEVER, -1.5], [NEVER, NEVER], [0.0, NEVER], [0.0, 0.0], [-40.0, NEVER]]))
    yield case("no approaches", why="the empty product is 1", log_p=np.empty((2, 0)))
    yield case("no satellites", log_p=np.empty((0, 3)))
    yield case("rarer than the smallest gap", why="all far below 1e-16, yet they differ", log_p=np.array([[-45.0], [-46.0], [-68.9]]))
    yield case("close to certain twice", why="1e-7 and 1e-2 short of certain", log_p=np.array([[-1e-7, -1e-2], [-0.5, -5e-3]]))
    yield case("around one half", why="-0.69 and -0.70, to both sides of where the formulas meet",
               log_p=np.array([[-0.69, -0.70], [-0.6931471805599453, -0.6931471805599454], [-0.4, -1.1]]))
    yield case("many small ones", why="5,000 approaches of one in a hundred thousand add up", log_p=np.full((2, 5_000), -11.5) + np.array([[0.0], [-3.0]]))
    yield case("one satellite of a fleet", why="2,000 rows of mixed sizes", log_p=mixed(np.random.default_rng(7), 2_000, 6))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", log_p=mixed(rng, int(rng.integers(1, 9)), int(rng.integers(1, 7))))


def mixed(rng, m, n):
    """Each row has a scale of its own, from ordinary to tiny, and at most one entry near certainty."""
    log_p = -rng.uniform(0.2, 3.0, (m, n)) - rng.choice([0.0, 1.0, 10.0, 30.0, 60.0], (m, 1))
    log_p[rng.random((m, n)) < 0.1] = NEVER
    near = rng.random(m) < 0.3
    log_p[near, 0] = -10.0 ** rng.uniform(-4, -1, near.sum())
    log_p[rng.random(m) < 0.05, -1] = 0.0
    return log_p
