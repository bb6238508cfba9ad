# approach: each case breaks one symmetry
# exposes: 7
from viva import case


def cases():
    yield case("calibrated, though each night is off", probabilities=[0.25] * 4, outcomes=[0, 1, 0, 0], bins=2, expected=0.0)
    yield case("too high and too low do not cancel", probabilities=[0.25, 0.75], outcomes=[1, 0], bins=2, expected=0.75)
    yield case("three nights weigh more than one", probabilities=[0.25, 0.25, 0.25, 0.75], outcomes=[0, 0, 0, 0], bins=2, expected=0.375)
    yield case("same numbers, different errors", probabilities=[0.25, 0.75], outcomes=[0, 0], bins=2, expected=0.5)
    yield case("not the centre of the bin", probabilities=[0.125, 0.125], outcomes=[0, 0], bins=2, expected=0.125)
    yield case("on the edge", probabilities=[0.25, 0.5], outcomes=[1, 0], bins=2, expected=0.625)
    yield case("certain and wrong", probabilities=[1.0, 0.875], outcomes=[0, 1], bins=1, expected=0.4375)
    yield case("certain in the last bin", probabilities=[1.0], outcomes=[0], bins=4, expected=1.0)
