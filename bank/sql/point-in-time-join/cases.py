from viva import case


def fixed():
    yield case("late loads and corrections", visible=True, why="what was loaded after the application was not known, whatever day it describes")
    yield case("corrected twice", visible=True, why="of one day the last load before the application counts, and each application has one row",
               applications=[(1, "Ada", "2024-05-10 12:00"), (2, "Ada", "2024-05-12 12:00"), (3, "Bo", "2024-05-12 12:00")],
               balances=[("Ada", "2024-05-08", "2024-05-09 06:00", 100), ("Ada", "2024-05-08", "2024-05-10 06:00", 110), ("Ada", "2024-05-08", "2024-05-11 06:00", 120),
                         ("Ada", "2024-05-07", "2024-05-11 18:00", 999)])
    yield case("no balances", applications=[(1, "Ada", "2024-05-10 12:00")], balances=[])
    yield case("no applications", applications=[])
    yield case("at the same minute", applications=[(1, "Ada", "2024-05-10 06:00"), (2, "Bo", "2024-05-10 06:00")],
               balances=[("Ada", "2024-05-08", "2024-05-09 06:00", 1), ("Ada", "2024-05-09", "2024-05-10 06:00", 2), ("Bo", "2024-05-09", "2024-05-10 06:00", 3)])
    yield case("an old day arrives last", applications=[(1, "Ada", "2024-05-20 12:00"), (2, "Ada", "2024-05-08 12:00")],
               balances=[("Ada", "2024-05-06", "2024-05-07 06:00", 10), ("Ada", "2024-05-07", "2024-05-09 06:00", 20), ("Ada", "2024-05-01", "2024-05-19 06:00", 30)])


def fresh(rng):
    people = ["Ada", "Bo", "Cy"]
    balances = []
    for person in people:
        for minute in sorted(rng.choice(20 * 4, size=int(rng.integers(0, 9)), replace=False)):
            day, quarter = divmod(int(minute), 4)
            as_of = max(1, day + 1 - int(rng.integers(1, 5)))
            balances.append((person, f"2024-05-{as_of:02d}", f"2024-05-{day + 1:02d} {6 * quarter:02d}:00", int(rng.integers(-50, 900))))
    applications = [(i, people[int(rng.integers(3))], f"2024-05-{int(rng.integers(1, 21)):02d} {6 * int(rng.integers(4)):02d}:00") for i in range(1, int(rng.integers(2, 9)))]
    return case("fresh", applications=applications, balances=balances)
