"""Inputs for group_accounts. What is expected comes from submissions/accepted/reference.py; the names of the labels are free."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True,
               **table(("Ana@x.org", "600111", "d1"), ("ana@x.org", None, "d2"), ("bo@x.org", "600222", "d2"),
                       (None, None, "d9"), ("cy@x.org", "d9", None)), limit=3)
    yield case("the shop's tablet", visible=True, why="three accounts carry shop, which is more than 2; two of the three share a phone all the same",
               **table(("a@x", "1", "shop"), ("b@x", "2", "shop"), ("c@x", "1", "shop"), ("d@x", "3", "home"), ("e@x", "4", "home")), limit=2)
    yield case("two groups meet late", visible=True, why="account 4 shows that the groups of 0 and of 1 were one all along",
               **table(("p@x", "1", "d1"), ("q@x", "2", "d2"), ("P@X", "3", "d3"), ("r@x", "2", "d4"), ("s@x", "3", "d4")), limit=4)
    yield case("nothing is known", visible=True, why="None and the empty text link nobody; the last two accounts carry the same 7 in different columns",
               **table((None, "", "d1"), ("", None, "d2"), (None, "", None), ("", "", ""), (None, None, "7"), (None, "7", None)), limit=9)
    yield case("the limit is reached, not passed", visible=True, why="three accounts on one device, and a limit of 3",
               **table(("a@x", None, "d"), ("b@x", None, "d"), ("c@x", None, "d"), ("e@x", "5", None), ("f@x", "5", None), ("g@x", "5", None),
                       ("h@x", "5", None)), limit=3)
    yield case("a limit of 1", why="whatever two accounts carry is too common, so everybody is alone",
               **table(("a@x", "1", "d"), ("a@x", "1", "d"), ("b@x", "2", "e"), ("A@x", "2", "f")), limit=1)
    yield case("the limit counts emails in any case", why="three spellings of one address are three accounts, more than 2",
               **table(("Jo@X", "1", "d"), ("jo@x", "2", "e"), ("JO@x", "3", "f"), ("k@x", "3", "g"), ("K@x", "2", "h")), limit=2)
    yield case("devices are case-sensitive", why="ab and AB are two devices; phones too are compared as they are",
               **table(("a@x", "+34 1", "ab"), ("b@x", "341", "AB"), ("c@x", "34 1", "aB"), ("d@x", "34 1", "x")), limit=5)
    yield case("no accounts", emails=[], phones=[], devices=[], limit=2)
    yield case("one account", **table(("solo@x", "1", "d")), limit=2)
    yield case("texts that look unknown", why="null, 0 and a blank are values like any other",
               **table(("null", "0", " "), ("b@x", "0", "d"), ("null", "9", "e"), ("d@x", "8", " "), ("0", "7", "D")), limit=3)
    yield case("the chain runs backwards", why="each account is linked to the one before it and the one after it, in mixed order",
               **chain(np.random.default_rng(1).permutation(60)), limit=2)
    yield case("a chain of 1,600", why="each account is linked to the next one only",
               **chain(np.arange(1_600)), limit=2)
    yield case("40,000 accounts in one chain", why="one group, 40,000 links long: neither pairs nor recursion get there",
               **chain(np.random.default_rng(2).permutation(40_000)), limit=2)
    yield case("a long chain, then a crowd", why="8,000 accounts share the device of one that is 8,000 links below its root",
               **far_from_the_root(8_000), limit=9_000)
    yield case("30,000 accounts in small groups", why="the size of a week",
               **people(np.random.default_rng(3), 30_000, values=40_000, known=0.7), limit=4)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    n = int(rng.integers(2, 40))
    return case("fresh", **people(rng, n, values=int(rng.integers(1, 2 * n + 2)), known=float(rng.choice([0.4, 0.7, 1.0]))),
                limit=int(rng.integers(1, 6)))


def table(*rows):
    return dict(zip(("emails", "phones", "devices"), (list(column) for column in zip(*rows))))


def chain(at):
    """Links between neighbours by phone and device in turns; `at` lists the accounts along the chain."""
    n = len(at)
    phones, devices = [None] * n, [None] * n
    for place, account in enumerate(at.tolist()):
        phones[account], devices[account] = f"p{(place + 1) // 2}", f"d{place // 2}"
    return dict(emails=[f"u{i}@x" for i in range(n)], phones=phones, devices=devices)


def far_from_the_root(n):
    """n pairs by email, strung together by phone so that account n is deep below each new root; then n more accounts share its device."""
    emails = [f"e{i % n}@x" for i in range(2 * n)] + [None] * n
    phones = [f"p{i}" for i in range(n)] + [f"p{i + 1}" for i in range(n)] + [None] * n
    return dict(emails=emails, phones=phones, devices=[None] * n + ["d"] + [None] * (n - 1) + ["d"] * n)


def people(rng, n, values, known):
    """Columns drawn from `values` texts, the first ones more often; some emails are in capitals, the same numbers occur in all columns."""
    def column(mark):
        drawn = (values * rng.random(n) ** 1.3).astype(int)
        lost = rng.random(n) >= known
        return [(None if i % 2 else "") if lost[i] else f"{mark}{v}" for i, v in enumerate(drawn.tolist())]
    emails, phones, devices = column("u"), column(""), column("")
    return dict(emails=[e.upper() if e and loud else e for e, loud in zip(emails, rng.random(n) < 0.3)], phones=phones, devices=devices)
