# approach: stays with one bin, where most of the contract cannot be seen
# exposes: 2
from viva import case


def cases():
    yield case("calibrated", probabilities=[0.5, 0.5], outcomes=[0, 1], bins=1, expected=0.0)
    yield case("always too low", probabilities=[0.25, 0.25], outcomes=[1, 1], bins=1, expected=0.75)
