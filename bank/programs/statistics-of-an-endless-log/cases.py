from viva import case

EXAMPLE = """chat 1718000000001
embed 1718000000010
chat 1718000000004
# deployed
chat 1718000000010
"""


def fixed():
    yield case("the example", visible=True, why="thirteen digits before the point, and a comment", stdin=EXAMPLE)
    yield case("small numbers", visible=True, why="a sample deviation divides by n - 1", stdin="a 1\n\nb 4.5\na 2\na 3\nb 5.5\na 6\n\n")
    yield case("nothing", stdin="")
    yield case("only comments", stdin="# started\n\n# stopped\n")
    yield case("no end of line", stdin="z 3\nz 5")
    yield case("all the same", stdin="x 1718000000000.25\n" * 5)
    yield case("negative and fractions", stdin="q -1.5\nq 2.25\nq 0\nr 7\nr -7\nr 0.5\n")
    yield case("many lines", stdin="".join(f"s{i % 3} {1718000000000 + (i * 7919) % 1000}\n" for i in range(20000)))


def fresh(rng):
    base = float(rng.choice([0.0, 1e3, 1.718e12]))
    names = ["chat", "embed", "rerank"][:int(rng.integers(1, 4))]
    lines = []
    for _ in range(int(rng.integers(1, 40))):
        if rng.random() < 0.1:
            lines.append(str(rng.choice(["", "# note", "# a b"])))
        lines.append(f"{names[int(rng.integers(len(names)))]} {base + float(rng.integers(0, 4000)) / 4}")
    return case("fresh", stdin="\n".join(lines) + "\n")
