from viva import case

EXAMPLE = "the cat sat on the mat\nthe cat sat on mat\nGood morning everyone\ngood mourning every one\n"
WORDS = "the a cat dog sat ran on under mat Mat tree and And then".split()


def fixed():
    yield case("the example", visible=True, why="errors and words of the whole input are added before they are divided", stdin=EXAMPLE)
    yield case("nothing was said", visible=True, why="an empty line is an utterance without words, and not the end", stdin="\nhello there\nyes\n\nOne two three\none three\n")
    yield case("no input", stdin="")
    yield case("no reference word", stdin="\n\n\nnoise\n")
    yield case("no end of line", stdin="a b c\na x c")
    yield case("everything is inserted", stdin="stop\nplease do not stop now\n")
    yield case("shifted by one", stdin="one two three four five\nzero one two three four\n")
    yield case("long", stdin=" ".join(WORDS * 14) + "\n" + " ".join((WORDS * 14)[3:]) + "\n")


def fresh(rng):
    lines = []
    for _ in range(int(rng.integers(1, 6))):
        reference = [WORDS[int(rng.integers(len(WORDS)))] for _ in range(int(rng.integers(0, 9)))]
        hypothesis = [word if rng.random() < 0.6 else WORDS[int(rng.integers(len(WORDS)))] for word in reference if rng.random() < 0.85]
        if rng.random() < 0.4:
            hypothesis.insert(int(rng.integers(len(hypothesis) + 1)), "um")
        lines += [" ".join(reference), " ".join(hypothesis)]
    return case("fresh", stdin="\n".join(lines) + "\n")
