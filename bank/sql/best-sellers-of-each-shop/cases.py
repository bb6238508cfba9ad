from viva import case

DAY = "2024-05-03"


def fixed():
    yield case("two shops, two days", visible=True, why="prices change from day to day, and the share is of all products, also those without a place")
    yield case("equal revenues", visible=True, why="two products share a place, and the next place stays empty", sales=[
        ("Mill", DAY, "rye loaf", 10, 420), ("Mill", DAY, "baguette", 14, 300), ("Mill", DAY, "pretzel", 30, 110),
        ("Mill", DAY, "cake", 5, 660), ("Mill", DAY, "bun", 4, 200)])
    yield case("equal revenues on place three", sales=[
        ("Mill", DAY, "a", 1, 900), ("Mill", DAY, "b", 1, 800), ("Mill", DAY, "c", 2, 300), ("Mill", DAY, "d", 3, 200), ("Mill", DAY, "e", 1, 100),
        ("Quay", DAY, "a", 5, 100), ("Quay", DAY, "b", 1, 100)])
    yield case("one product", sales=[("Mill", DAY, "rye loaf", 3, 420)])
    yield case("no sales", sales=[])
    yield case("everything is equal", sales=[(shop, DAY, product, 2, 250) for shop in ("Mill", "Quay") for product in "abcde"])


def fresh(rng):
    rows = []
    for shop in ("Harbour", "Mill", "Station")[:int(rng.integers(1, 4))]:
        for product in ("rye loaf", "pretzel", "bun", "baguette", "cake", "roll"):
            for day in range(int(rng.integers(0, 3))):
                rows.append((shop, f"2024-05-0{day + 1}", product, int(rng.integers(1, 6)), int(rng.integers(1, 4)) * 100))
    return case("fresh", sales=rows)
