# approach: short conversations that fit, and one that does not
# exposes: 2
from viva import case


def cases():
    yield case("one message", messages=[["user", 3]], limit=10, expected=[0])
    yield case("all fits", messages=[["system", 1], ["user", 3], ["assistant", 2], ["user", 1]], limit=50, expected=[0, 1, 2, 3])
    yield case("old ones go", messages=[["user", 5], ["assistant", 5], ["user", 4], ["assistant", 2], ["user", 1]], limit=8, expected=[2, 3, 4])
    yield case("far too long", messages=[["user", 30]], limit=5, raises="ValueError")
