"""Inputs for near_duplicates. What is expected comes from submissions/accepted/reference.py; the order of the pairs is free.

Thresholds are halves, quarters and eighths, so that a quotient and a product agree on what lies exactly on the bound."""
import numpy as np
from viva import case


def fixed():
    yield case("the example", visible=True,
               documents=["Bright flat near the park two rooms", "bright flat near the park three rooms", "Bright  flat near the park",
                          "Garage", "garage", ""], size=3, threshold=0.5)
    yield case("said twice", visible=True, why="a shingle counts once, however often the text repeats it",
               documents=["call now call now call now", "call now", "now call now", "call today call now"], size=2, threshold=0.5)
    yield case("a chain of small changes", visible=True, why="each is near the next one; the first and the last are not, and all pairs are asked for",
               documents=["a b c d e f", "b c d e f g", "c d e f g h", "d e f g h i", "x y z u v w"], size=2, threshold=0.5)
    yield case("short and empty", visible=True, why="fewer words than a shingle make one shingle; no words make none",
               documents=["", "To let", "to   LET", " ", "to let now", "let to", "\t\n", "sold"], size=4, threshold=0.25)
    yield case("a part of the other", visible=True, why="the short text is wholly inside the long one, and still only 2 of 7 shingles are shared",
               documents=["sunny house with a garden and a view", "sunny house with", "house with a garage"], size=2, threshold=0.5)
    yield case("exactly at the bound", why="2 of 4, and 1 of 2", documents=["p q r s", "q r s t", "m n o", "n o", "n o m"], size=2, threshold=0.5)
    yield case("only true copies", why="a threshold of 1; the order of words counts, their case and spacing do not",
               documents=["Two rooms, 60 m2", "two rooms,  60 M2", "rooms, two 60 m2", "two rooms, 60 m2 two rooms, 60 m2", "60 m2 two rooms,"],
               size=2, threshold=1.0)
    yield case("one word a shingle", why="size 1: the order of words does not matter",
               documents=["big old house", "old big house", "big house", "house house big", "small flat"], size=1, threshold=0.625)
    yield case("no documents", documents=[], size=3, threshold=0.5)
    yield case("nothing alike", documents=["one two three", "four five six", "seven eight nine"], size=1, threshold=0.125)
    yield case("as many words as a shingle", why="three words and size 3 are one full shingle; a short text of two words is no part of it",
               documents=["to let now", "TO LET NOW", "to let", "let now", "to let now please"], size=3, threshold=0.5)
    yield case("words that run together", why="'ab c' and 'a bc' are different shingles, as are 'flat.' and 'flat'",
               documents=["ab c", "a bc", "abc", "nice flat.", "nice flat", "a bc"], size=2, threshold=0.5)
    rng = np.random.default_rng(12)
    yield case("an agent and his copies", why="30 versions of one text", documents=versions(rng, 1, 30, 25, 0.05), size=3, threshold=0.5)
    yield case("4,000 advertisements", why="8 million pairs, of which few share anything", documents=versions(rng, 1_000, 4, 40, 0.04), size=3,
               threshold=0.5)


def fresh(rng):
    """One case that nobody has seen; rng is a numpy Generator that the judge seeds."""
    documents = versions(rng, int(rng.integers(1, 6)), int(rng.integers(1, 6)), int(rng.integers(2, 14)), float(rng.choice([0.05, 0.2])),
                         words=int(rng.choice([3, 12, 60])))
    documents += ["", " "][:int(rng.integers(0, 3))]
    return case("fresh", documents=[documents[i] for i in rng.permutation(len(documents))], size=int(rng.integers(1, 5)),
                threshold=float(rng.choice([0.125, 0.25, 0.5, 0.75, 1.0])))


def versions(rng, texts, copies, length, changed, words=2_000):
    """`copies` of each text, in which a share of the words is changed, some are written large, and the end can be missing."""
    documents = []
    for _ in range(texts):
        base = rng.integers(0, words, max(1, int(length * rng.uniform(0.8, 1.2))))
        for _ in range(copies):
            copy = np.where(rng.random(len(base)) < changed, rng.integers(0, words, len(base)), base)
            if rng.random() < 0.2:
                copy = copy[:max(1, len(copy) - 3)]
            text = " ".join(f"w{word}" for word in copy)
            documents.append(text.upper() if rng.random() < 0.1 else text)
    return [documents[i] for i in rng.permutation(len(documents))]
