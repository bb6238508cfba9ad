"""Inputs for payment_features. What is expected comes from submissions/accepted/reference.py."""
import numpy as np
import pandas as pd
from viva import case


def apply(*rows, index=None):
    return pd.DataFrame(rows, columns=["customer", "day"], index=index)


def book(*rows):
    return pd.DataFrame(rows, columns=["payment", "customer", "due", "days_late", "booked"])


EXAMPLE = book((1, "ada", 40, 2, 43), (2, "ada", 70, 30, 100), (2, "ada", 70, 0, 120), (3, "ada", 5, 12, 18))


def fixed():
    yield case("the example", visible=True, why="ben has no payment: 0, NaN, NaN",
               applications=apply(("ada", 100), ("ben", 100), ("ada", 130)), payments=EXAMPLE, window=90)
    yield case("a correction in between", visible=True, why="before day 61 the payment was 25 days late, afterwards 0",
               applications=apply(("kim", 50), ("kim", 61), ("kim", 60), ("kim", 30), ("lou", 50)),
               payments=book((7, "kim", 10, 0, 60), (7, "kim", 10, 25, 35), (8, "kim", 20, 4, 24), (9, "lou", 44, 1, 49)), window=60)
    yield case("a file without order", visible=True, why="corrections can stand before what they correct; the index means nothing",
               applications=apply(("ben", 95), ("ada", 95), ("ada", 75), ("cy", 95), index=[7, 7, 2, 0]),
               payments=book((4, "ben", 60, 0, 90), (5, "ada", 62, 3, 78), (4, "ben", 60, 14, 75), (5, "ada", 62, 9, 72),
                             (6, "ada", 70, 21, 91)), window=35)
    yield case("old debts booked late", visible=True, why="the window is about the day a payment was due, not about its booking",
               applications=apply(("ida", 200), ("ida", 171), ("jo", 200)),
               payments=book((1, "ida", 100, 70, 170), (2, "ida", 172, 5, 178), (1, "ida", 100, 64, 190), (3, "jo", 90, 0, 91),
                             (4, "jo", 171, 3, 199), (5, "jo", 180, 8, 189)), window=30)
    yield case("the edges of the window", why="due on day t - window counts, due on day t does not, even if paid in advance",
               applications=apply(("may", 50), ("may", 51)),
               payments=book((1, "may", 20, 1, 21), (2, "may", 50, -3, 47), (3, "may", 19, 6, 25), (4, "may", 21, 2, 49)), window=30)
    yield case("booked on the day of scoring", why="that night is too late, for bookings and for corrections",
               applications=apply(("zoe", 80), ("zoe", 81)),
               payments=book((1, "zoe", 60, 15, 75), (1, "zoe", 60, 0, 80), (2, "zoe", 66, 14, 80)), window=30)
    yield case("nobody has paid anything yet", why="all rows are there, all NaN",
               applications=apply(("ann", 5), ("bob", 9)), payments=book((1, "ann", 7, 0, 7)), window=10)
    yield case("two applications on one morning", why="the same customer and day twice, two rows in the result",
               applications=apply(("eve", 30), ("eve", 30), ("fay", 30)),
               payments=book((1, "eve", 12, 3, 15), (2, "fay", 29, 0, 29), (3, "eve", 28, 1, 29)), window=20)
    yield case("three corrections", why="the last known one counts, be it better or worse",
               applications=apply(("gus", 40), ("gus", 50), ("gus", 60), ("gus", 70)),
               payments=book((1, "gus", 20, 10, 31), (1, "gus", 20, 0, 45), (1, "gus", 20, 35, 55), (1, "gus", 20, 34, 65),
                             (2, "gus", 30, 2, 33)), window=45)
    rng = np.random.default_rng(8_000)
    yield case("8,000 applications, 30,000 bookings", why="a filter over the whole table for each application is too slow",
               **book_keeping(rng, 8_000, 30_000, 2_000, 400, 90))


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    return case("fresh", **book_keeping(rng, int(rng.integers(2, 12)), int(rng.integers(3, 40)), int(rng.integers(2, 6)), 60,
                                        int(rng.integers(5, 40))))


def book_keeping(rng, applications, bookings, customers, days, window):
    """A third of the bookings are corrections of earlier ones; rows in any order."""
    first = bookings - bookings // 3
    due = rng.integers(0, days, first)
    late = np.maximum(rng.geometric(0.15, first) - 4, -2)
    owner, booked = rng.integers(0, customers, first), due + late + rng.integers(0, 6, first)
    again = rng.permutation(first)[:bookings // 3]
    rows = np.r_[np.c_[np.arange(first), owner, due, late, booked],
                 np.c_[again, owner[again], due[again], np.maximum(late[again] - rng.integers(1, 9, len(again)), -2),
                       booked[again] + rng.integers(1, 25, len(again))]]
    rows = rows[rng.permutation(len(rows))]
    table = pd.DataFrame(rows, columns=["payment", "customer", "due", "days_late", "booked"])
    table["customer"] = [f"C{c:04d}" for c in table["customer"]]
    asked = pd.DataFrame({"customer": [f"C{c:04d}" for c in rng.integers(0, customers + 1, applications)],
                          "day": rng.integers(days // 4, days + 10, applications)})
    return dict(applications=asked, payments=table, window=window)
