# approach: each case hides one bug less than sorted letters do
# exposes: 7
from viva import case


def cases():
    yield case("rows of a patient stand apart", groups=list("abab"), k=2, expected=[0, 1, 0, 1])
    yield case("three patients, rows mixed", groups=list("abcab"), k=2, expected=[0, 1, 0, 0, 1])
    yield case("largest first", groups=list("aabbbc"), k=2, expected=[1, 1, 0, 0, 0, 1])
    yield case("rows count, not patients", groups=list("aaaaabcd"), k=2, expected=[0, 0, 0, 0, 0, 1, 1, 1])
    yield case("ties by name", groups=list("zzaa"), k=2, expected=[1, 1, 0, 0])
    yield case("ties between three folds", groups=list("abc"), k=3, expected=[0, 1, 2])
    yield case("two patients, three folds", groups=list("aabb"), k=3, raises="ValueError")
