from viva import case


def fixed():
    yield case("two kinds", visible=True, labels=["a", "b", "a"])


def fresh(rng):
    return case("fresh", labels=list(rng.choice(["a", "b", "c"], 9)))
