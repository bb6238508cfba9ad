from viva import case


def cases():
    yield case("one bin is used", probabilities=[0.25, 0.25], outcomes=[0, 1], bins=2, expected=0.25)
    # Two bins with different numbers of nights would be the next step.
