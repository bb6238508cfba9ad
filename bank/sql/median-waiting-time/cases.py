from viva import case


def ward(number, waits, start):
    return [(start + i, number, wait) for i, wait in enumerate(waits)]


def fixed():
    yield case("three wards", visible=True, why="an even and an odd number of waits, one forgotten clock, and a ward without any")
    yield case("equal waits", visible=True, why="equal waits are separate patients", wards=[(1, "North"), (2, "South")],
               visits=ward(1, [10, 10, 10, 30, 50], 1) + ward(2, [5, 5, 5, 8, 90, None], 10))
    yield case("one patient", wards=[(1, "North")], visits=[(1, 1, 7)])
    yield case("nobody came", wards=[(1, "North"), (2, "South")], visits=[])
    yield case("no wards", wards=[], visits=[])
    yield case("half a minute", wards=[(1, "North")], visits=ward(1, [None, 3, 4, None, 1, 90], 1))


def fresh(rng):
    wards = [(i, f"ward {i}") for i in range(1, int(rng.integers(2, 5)))]
    waits = [None if rng.random() < 0.2 else int(rng.choice([5, 10, 10, 15, 20, 45, 90, 600])) for _ in range(int(rng.integers(0, 25)))]
    return case("fresh", wards=wards, visits=[(i + 1, int(rng.integers(1, len(wards) + 1)), wait) for i, wait in enumerate(waits)])
