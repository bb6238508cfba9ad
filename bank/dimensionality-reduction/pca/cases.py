"""Inputs for pca, and the judge of its properties. The variances and ratios come from submissions/accepted/reference.py; directions and
scores are tested for what they must fulfil, since signs (and the basis, where variances are equal) are free."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True, X=np.array([[2.0, 3.0], [4.0, 4.0], [6.0, 3.0], [8.0, 6.0]]), k=1)
    rng = np.random.default_rng(1986)
    yield case("far away from the origin", visible=True, why="columns near 100,000 with a spread of about 0.1",
               X=1e5 + 0.1 * rng.normal(size=(12, 3)) @ np.array([[2.0, 1.0, 0.0], [0.0, 0.7, 0.2], [0.0, 0.0, 0.3]]), k=2)
    yield case("more columns than rows", visible=True, why="four samples span three directions at most",
               X=rng.normal(size=(4, 7)) * np.array([3.0, 1.0, 0.5, 2.0, 1.0, 0.2, 0.1]) + 5.0, k=2)
    yield case("all components", visible=True, why="k = d, so the ratios add up to 1",
               X=rng.normal(size=(9, 3)) * np.array([0.2, 4.0, 1.0]) + np.array([10.0, -20.0, 3.0]), k=3)
    yield case("a constant column", why="a stuck detector has no variance and no direction",
               X=np.c_[rng.normal(size=(6, 2)), np.full(6, 7.5), rng.normal(size=6) * 3.0], k=3)
    yield case("columns that repeat each other", why="two directions carry everything, the third has variance 0",
               X=np.c_[rng.normal(size=(8, 2)), np.zeros((8, 2))] @ np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 2.0, -2.0],
                                                                            [0.0] * 4, [0.0] * 4]), k=3)
    yield case("all rows the same", why="the total variance is 0, and so are the ratios",
               X=np.tile([1.5, -2.0, 4.0], (4, 1)), k=2)
    yield case("equal variances", why="every orthonormal basis of the plane is right",
               X=np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, -1.0, 0.0]]) * 3.0 + 2.0, k=2)
    yield case("one column", why="the direction is 1 or -1", X=np.array([[3.0], [8.0], [1.0]]), k=1)
    yield case("very far away", why="two columns near 300,000 with a spread of 0.1",
               X=3e5 + 0.1 * rng.normal(size=(20, 2)) @ np.array([[1.0, 0.8], [0.0, 0.5]]), k=1)
    yield case("60 spectra, 2,600 wavelengths", why="the covariance matrix would have 6.8 million entries",
               X=spectra(rng, 60, 2_600), k=5)
    yield case("40 spectra, 2,600 wavelengths, one component", why="the same size, one direction", X=spectra(rng, 40, 2_600), k=1)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    n, d = int(rng.integers(3, 15)), int(rng.integers(2, 9))
    mix = rng.normal(size=(d, d)) * rng.uniform(0.2, 3.0, d)
    scale, away = [(1.0, 1.0), (4.0, 10.0), (0.1, 1e5)][int(rng.integers(0, 3))]
    X = scale * rng.normal(size=(n, d)) @ mix + away * (1.0 + rng.random(d))
    return case("fresh", X=X, k=int(rng.integers(1, min(n - 1, d) + 1)))


def spectra(rng, n, d):
    """Smooth curves: a few wide bands in varying amounts, on a baseline, with noise."""
    at = np.linspace(0.0, 1.0, d)
    bands = np.exp(-0.5 * ((at - rng.random((6, 1))) / rng.uniform(0.02, 0.15, (6, 1))) ** 2)
    return 0.4 + rng.gamma(3.0, 0.1, (n, 6)) @ bands + 0.002 * rng.normal(size=(n, d))


def check(case, expected, got):
    X, k = case.inputs["X"], case.inputs["k"]
    n, d = X.shape
    try:
        parts = [np.asarray(part, dtype=float) for part in got]
    except Exception:
        return "Return four numeric arrays: components, variance, ratio, scores."
    names, shapes = ("components", "variance", "ratio", "scores"), ((k, d), (k,), (k,), (n, k))
    if len(parts) != 4:
        return f"Return four arrays (components, variance, ratio, scores), not {len(parts)}."
    for name, part, shape in zip(names, parts, shapes):
        if part.shape != shape:
            turned = " One direction a row: this looks transposed." if part.shape == shape[::-1] and len(shape) == 2 else ""
            return f"{name} has shape {part.shape}, not {shape}.{turned}"
        if not np.isfinite(part).all():
            return f"{name} holds a value that is not finite, the first one at {np.argwhere(~np.isfinite(part))[0].tolist()}."
    components, variance, ratio, scores = parts
    inner = components @ components.T
    for i in range(k):
        if abs(inner[i, i] - 1.0) > 1e-6:
            return f"Component {i} has length {np.sqrt(inner[i, i]):.6g}, not 1."
        for j in range(i):
            if abs(inner[i, j]) > 1e-6:
                return f"Components {j} and {i} are not orthogonal: their dot product is {inner[i, j]:.3g}."
    right, share = np.asarray(expected[1], dtype=float), np.asarray(expected[2], dtype=float)
    centred = X - X.mean(axis=0)
    along = ((centred @ components.T) ** 2).sum(axis=0) / (n - 1)
    slack = 1e-6 * right[0] + 1e-20 * (1.0 + np.abs(X).max() ** 2)
    for i in range(k):
        if abs(along[i] - right[i]) > slack:
            return (f"Component {i} is not principal direction {i}: the data have variance {along[i]:.6g} along it, "
                    f"and {right[i]:.6g} along the right one.")
    for i in range(k):
        if abs(variance[i] - right[i]) > slack:
            return f"variance[{i}] is {variance[i]:.6g}, but along that direction the sample variance is {right[i]:.6g}."
        if abs(ratio[i] - share[i]) > 1e-6:
            return f"ratio[{i}] is {ratio[i]:.6g}, not {share[i]:.6g}: variance {right[i]:.6g} over the total of all columns."
    off = np.abs(scores - centred @ components.T)
    if off.max() > 1e-6 * np.sqrt(right[0]) + 1e-10 * (1.0 + np.abs(X).max()):
        i, j = np.unravel_index(off.argmax(), off.shape)
        return (f"scores[{i}, {j}] is {scores[i, j]:.6g}, but sample {i} minus the mean has the coordinate "
                f"{centred[i] @ components[j]:.6g} along your component {j}.")
    return ""
