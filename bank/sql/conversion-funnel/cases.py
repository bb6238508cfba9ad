from viva import case


def at(minute):
    return f"2024-06-01 10:{minute:02d}:00"


def fixed():
    yield case("six visitors", visible=True, why="some pay without a seat, some pick a seat before they look, one looks again after paying")
    yield case("the same minute", visible=True, why="after means later: a seat in the same minute as the first view does not count", events=[
        (1, "view", at(1)), (1, "seat", at(1)), (2, "view", at(1)), (2, "seat", at(2)), (2, "pay", at(2)),
        (3, "view", at(3)), (3, "seat", at(4)), (3, "pay", at(5)), (3, "seat", at(6))])
    yield case("nobody came", events=[])
    yield case("nobody picked a seat", events=[(1, "view", at(1)), (2, "view", at(2)), (2, "pay", at(3))])
    yield case("only payments", events=[(1, "pay", at(1)), (2, "pay", at(2))])
    yield case("seat, view, seat", events=[(1, "seat", at(1)), (1, "view", at(2)), (1, "seat", at(3)), (1, "pay", at(2)), (1, "pay", at(9)),
                                            (2, "view", at(1)), (2, "pay", at(2)), (2, "seat", at(3))])


def fresh(rng):
    steps = ["view", "seat", "pay"]
    events = [(int(rng.integers(1, 9)), steps[int(rng.choice(3, p=[0.45, 0.3, 0.25]))], at(int(rng.integers(0, 40)))) for _ in range(int(rng.integers(0, 45)))]
    return case("fresh", events=events)
