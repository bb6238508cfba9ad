"""What the gradient check says of right and wrong gradients, as TAP: test_gradient.py RUNTIME."""
import sys

import numpy as np

space = {}
exec(compile(open(sys.argv[1] + "/gradient.py", encoding="utf-8").read(), "gradient.py", "exec"), space)
check = space["check"]
rng = np.random.default_rng(3)
X, y, w, b = rng.normal(size=(40, 5)), rng.integers(0, 2, 40), rng.normal(size=5), 0.3


def loss(X, y, w, b):
    z = X @ np.asarray(w) + b
    return np.mean(np.logaddexp(0, z) - y * z)


def hinge(w):
    return np.abs(w).sum()


inputs = dict(X=X, y=y, w=w, b=b)
error = 1 / (1 + np.exp(-(X @ w + b))) - y
dw, db = X.T @ error / 40, error.mean()
one = dw.copy()
one[3] += 1e-3
big = rng.normal(size=(100, 50))

CASES = [
    ("right ones pass, as a dict, a tuple and a list", lambda: [check(loss, ["w", "b"], inputs, got) for got in (dict(w=dw, b=db), (dw, db), [dw.tolist(), float(db)])], ["", "", ""]),
    ("one by one parameter needs no dict", lambda: check(loss, ["w"], inputs, dw), ""),
    ("a component that is off is named", lambda: check(loss, ["w"], inputs, one).startswith("the derivative by w[3] is "), True),
    ("and counted", lambda: "(1 of 5 components are off)" in check(loss, ["w"], inputs, one), True),
    ("a common factor is told", lambda: check(loss, ["w", "b"], inputs, (40 * dw, 40 * db)).endswith(": every component is 40 times what it should be"), True),
    ("so is the wrong sign", lambda: check(loss, ["w"], inputs, -dw).endswith(": every component has the wrong sign"), True),
    ("zeros are no factor", lambda: check(loss, ["w"], inputs, 0 * dw).endswith("components are off)"), True),
    ("a wrong shape is told", lambda: check(loss, ["w"], inputs, dw[:, None]), "the gradient by w is an array of shape (5, 1), but w has the shape (5,)"),
    ("a missing one is told", lambda: check(loss, ["w", "b"], inputs, dict(w=dw)), "the gradient by b is missing"),
    ("odd results are told", lambda: all(check(loss, ["w"], inputs, got) for got in (None, "x", {}, [], 1, np.array([np.nan] * 5), np.array([np.inf] * 5), [[1], [1, 2]])), True),
    ("a kink is not judged", lambda: check(hinge, ["w"], dict(w=np.array([0.0, 2.0, -3.0])), np.array([0.7, 1.0, -1.0])), ""),
    ("large and small losses are judged alike", lambda: [check(lambda w: k * (w ** 3).sum(), ["w"], dict(w=w), k * 3 * w ** 2) for k in (1e-8, 1.0, 1e9)], ["", "", ""]),
    ("and wrong ones seen", lambda: [bool(check(lambda w: k * (w ** 3).sum(), ["w"], dict(w=w), k * 3.01 * w ** 2)) for k in (1e-4, 1.0, 1e9)], [True] * 3),
    ("many components are spread", lambda: check(lambda W: (W ** 2).sum(), ["W"], dict(W=big), 2 * big), ""),
    ("an integer point is taken as floats", lambda: check(lambda w: (w ** 2).sum(), ["w"], dict(w=np.array([1, 2])), [2, 4]), ""),
    ("an empty point has an empty gradient", lambda: check(lambda w: w.sum(), ["w"], dict(w=np.zeros(0)), np.zeros(0)), ""),
]
print(f"1..{len(CASES)}")
for number, (name, run, expected) in enumerate(CASES, 1):
    got = run()
    print("ok" if got == expected else "not ok", number, "-", name, "" if got == expected else f"# {got!r}")
