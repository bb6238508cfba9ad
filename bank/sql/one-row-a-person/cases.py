from viva import case


def fixed():
    yield case("two lists in one", visible=True, why="spaces and capitals do not make another person, and three people have no address")
    yield case("the same minute", visible=True, why="equal times: the highest id stays", contacts=[
        (1, "a@x.example", "first", "2024-01-01 10:00"), (2, "a@x.example", "second", "2024-01-01 10:00"), (3, "A@X.example", "third", "2023-01-01 10:00"),
        (4, "b@x.example", "other", "2024-01-01 10:00"), (5, "B@x.example", "newer", "2024-01-01 10:00")])
    yield case("nobody has an address", contacts=[(i, address, f"n{i}", "2024-01-01 10:00") for i, address in enumerate([None, "", " ", None], 1)])
    yield case("no contacts", contacts=[])
    yield case("one contact", contacts=[(7, " Z@Y.example ", "Zoe", "2024-01-01 10:00")])
    yield case("the newest has the lowest id", contacts=[
        (1, "a@x.example", "new", "2024-09-01 10:00"), (2, "a@x.example", "old", "2024-01-01 10:00"), (3, " a@x.example", "older", "2022-01-01 10:00"),
        (4, "", "nobody", "2021-01-01 10:00"), (5, None, "no one", "2022-01-01 10:00")])


def fresh(rng):
    addresses = ["ana@m.example", "Ana@m.example", " ana@m.example", "bo@m.example", "BO@m.example", "cy@m.example", "cy@m.example ", None, " ", ""]
    count = int(rng.integers(0, 15))
    return case("fresh", contacts=[(i, addresses[int(rng.integers(len(addresses)))], f"name {i}", f"2024-0{int(rng.integers(1, 4))}-01 10:00")
                                   for i in range(1, count + 1)])
