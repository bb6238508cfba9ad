# approach: what one tries first: all right, all wrong, nothing at all, and a class that is never hit
# exposes: 3
from viva import case


def cases():
    yield case("all right", truth=["a", "b"], predicted=["a", "b"], labels=["a", "b"], expected=1.0)
    yield case("all wrong", truth=["a", "b"], predicted=["b", "a"], labels=["a", "b"], expected=0.0)
    yield case("nothing", truth=[], predicted=[], labels=["a"], expected=0.0)
    yield case("never hit", truth=["a", "a", "b"], predicted=["a", "a", "a"], labels=["a", "b"], expected=0.4)
