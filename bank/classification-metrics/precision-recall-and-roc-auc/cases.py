"""Inputs for evaluate. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, why="one logger sits exactly at the threshold, and scores are tied",
               y_true=np.array([0, 0, 1, 1, 0, 1, 0, 0, 1, 0]),
               scores=np.array([0.6, 0.8, 0.8, 0.4, 0.1, 0.9, 0.4, 0.6, 0.6, 0.2]), threshold=0.8)
    yield case("nothing is flagged", visible=True, why="precision has no denominator; recall and F1 do",
               y_true=np.array([0, 1, 1, 0, 0]), scores=np.array([0.45, 0.45, 0.3, 0.3, 0.05]), threshold=0.7)
    yield case("nobody leaks", visible=True, why="recall and AUC are undefined; the two alarms were false",
               y_true=np.array([0, 0, 0]), scores=np.array([0.2, 0.9, 0.7]), threshold=0.5)
    yield case("all scores equal", visible=True, why="the model knows nothing: each pair is a tie",
               y_true=np.array([0, 1, 0, 1, 1, 0, 0]), scores=np.full(7, 0.25), threshold=0.25)
    yield case("quiet and sound", why="no leak and no alarm: F1 has no denominator either",
               y_true=np.array([0, 0]), scores=np.array([0.1, 0.2]), threshold=0.5)
    yield case("all of them leak", why="no negative, so no AUC, but precision is 1",
               y_true=np.array([1, 1, 1]), scores=np.array([0.1, 0.6, 0.6]), threshold=0.6)
    yield case("alarms on the wrong pipes", why="no true positive: precision, recall and F1 are 0, the AUC is below one half",
               y_true=np.array([1, 0, 1, 0, 0, 0]), scores=np.array([0.1, 0.7, 0.3, 0.9, 0.3, 0.1]), threshold=0.5)
    yield case("logits and booleans", why="scores need not lie between 0 and 1, and labels may be bool",
               y_true=np.array([True, False, True, False, False, True]),
               scores=np.array([-1.5, -3.0, 2.25, -1.5, 0.0, -2.0]), threshold=-1.5)
    yield case("one logger", why="one row", y_true=np.array([1]), scores=np.array([0.4]), threshold=0.5)
    yield case("whole numbers as scores", why="an alarm level from 0 to 5, stored as integers",
               y_true=np.array([0, 0, 1, 0, 1, 1, 0, 1]), scores=np.array([0, 1, 1, 2, 2, 5, 4, 4]), threshold=2)
    rng = np.random.default_rng(2024)
    yield case("100,000 loggers", why="too many pairs to visit each", **table(rng, 100_000, share=0.2, steps=400, threshold=0.6))
    yield case("100,000 scores without ties", why="too many pairs to visit each", **table(rng, 100_000, share=0.3, steps=0, threshold=0.5))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    rows = int(rng.integers(2, 60))
    return case("fresh", **table(rng, rows, share=float(rng.choice([0.0, 0.1, 0.3, 0.5, 1.0], p=[0.05, 0.25, 0.3, 0.35, 0.05])),
                                 steps=int(rng.choice([0, 4, 10])), threshold=float(rng.choice([0.25, 0.5, 0.75, 0.95]))))


def table(rng, rows, share, steps, threshold):
    y = (rng.random(rows) < share).astype(int)
    scores = np.clip(rng.normal(0.4 + 0.2 * y, 0.2), 0, 1)
    if steps:
        scores = np.round(scores * steps) / steps
    return dict(y_true=y, scores=scores, threshold=threshold)
