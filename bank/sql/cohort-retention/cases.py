from viva import case


def fixed():
    yield case("over New Year", visible=True, why="December to January is one month, and nobody of January came back")
    yield case("somebody never took a lesson", visible=True, why="who signed up is a member, with lessons or without", learners=[
        (1, "2024-03-01"), (2, "2024-03-09"), (3, "2024-03-31"), (4, "2024-04-02")],
        lessons=[(1, "2024-03-02", 10), (1, "2024-04-02", 10), (1, "2024-04-03", 10), (2, "2024-05-30", 8)])
    yield case("no lessons at all", learners=[(1, "2024-03-01"), (2, "2024-05-01")], lessons=[])
    yield case("nobody signed up", learners=[], lessons=[])
    yield case("a lesson before signing up", learners=[(1, "2024-03-10"), (2, "2024-03-11")],
               lessons=[(1, "2024-02-27", 5), (1, "2024-03-10", 5), (2, "2024-03-12", 5), (2, "2024-05-12", 5)])
    yield case("thirty-one days", learners=[(1, "2024-01-31"), (2, "2024-01-01")],
               lessons=[(1, "2024-02-01", 5), (2, "2024-03-01", 5), (1, "2024-03-31", 5)])


def fresh(rng):
    days = ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04"]
    learners = [(i, f"{days[int(rng.integers(1, 5))]}-{int(rng.integers(1, 29)):02d}") for i in range(1, int(rng.integers(3, 12)))]
    lessons = [(int(rng.integers(1, len(learners) + 1)), f"{days[int(rng.integers(0, 7))]}-{int(rng.integers(1, 29)):02d}", int(rng.integers(3, 30)))
               for _ in range(int(rng.integers(0, 40)))]
    return case("fresh", learners=learners, lessons=lessons)
