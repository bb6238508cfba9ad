"""The mutants of a program: each operator on a source of a few lines, what is left out, and what stays as it was.

Run as `python3 -I test_mutants.py RUNTIME_FOLDER`; prints TAP.
"""
import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import mutants  # noqa: no other way in under -I

done, failed = 0, 0


def check(name, right, told=""):
    global done, failed
    done += 1
    failed += not right
    print(f"{'ok' if right else 'not ok'} {done} - {name}")
    if not right:
        print("#", told)


def changed(body, head="import numpy as np\ndef f(a, b, c, x):\n"):
    """The changed lines of the mutants of a function with this body, without the `return None`."""
    made = mutants.mutants(head + "".join(f"    {line}\n" for line in body.split("\n")))
    return {" ".join(one["after"].split()) for one in made} - {"return None"}


def becomes(name, body, *expected):
    got = changed(body)
    check(name, got == set(expected), (sorted(got), sorted(expected)))


def without(name, body, *missing):
    got = changed(body)
    check(name, not got & set(missing), sorted(got))


becomes("a boundary and a negation for each comparison", "return a < b", "return (a <= b)", "return (a >= b)")
becomes("equality is turned round", "return a == b", "return (a != b)")
becomes("arithmetic operators, and terms that are left out", "return a - b", "return (a + b)", "return a")
becomes("either term of a sum may be missing", "return a + b", "return (a - b)", "return a", "return b")
becomes("conditions that are joined", "return a and b", "return (a or b)", "return a", "return b")
becomes("masks that are joined", "return a & b", "return (a | b)", "return a", "return b")
becomes("a sign that is left out", "return -a", "return a")
becomes("whole numbers one up and one down", "return 3", "return 4", "return 2")
becomes("negative numbers as one number", "return -1", "return 0", "return (-2)")
becomes("a tolerance is left out, or far too wide", "return 1e-9", "return 0.0", "return 1e-06")
becomes("True and False", "return True", "return False")
becomes("a choice loses either side", "return a if c else b", "return a", "return b")
becomes("an axis is taken for the other one", "return a.any(axis=0)", "return a.any(axis=1)", "return a.all(axis=0)", "return a.any()")
becomes("keepdims and ddof are left out", "return a.prod(keepdims=True)", "return a.prod()", "return a.prod(keepdims=False)")
becomes("functions that are taken for one another", "return np.argmax(a)", "return np.argmin(a)")
becomes("arguments that are swapped", "return np.dot(a, b)", "return np.dot(b, a)")
becomes("no swap where it means the same", "return np.maximum(a, b)", "return np.minimum(a, b)")
becomes("a clip that is forgotten", "return np.clip(a, b, c)", "return a", "return np.clip(b, a, c)", "return np.clip(a, c, b)")
becomes("a method that is forgotten", "return a.copy()", "return a")
becomes("a sort that is turned round, or not stable", "return np.argsort(a, kind='stable')", "return np.argsort(-a, kind='stable')",
        "return np.argsort(a)", "return np.argsort(a, kind='quicksort')")
becomes("bounds of a slice", "return a[b:]", "return a[:]", "return a[b + 1:]", "return a[b - 1:]")
becomes("a slice of a matrix", "return a[:, :2]", "return a[:, :]", "return a[:, :3]", "return a[:, :1]")
becomes("results that change places", "return a, b", "return (b, a)")
becomes("the loop misses its first or its last round", "for i in a:\n    b[i] = c", "for i in list(a)[1:]:", "for i in list(a)[:-1]:", "pass")
becomes("a range that ends one early or late", "return range(a)", "return range(a + 1)", "return range(a - 1)")
becomes("break and continue", "while a:\n    break", "while (not a):", "continue", "pass")
becomes("a condition that always or never holds", "if a:\n    x.go()", "if (not a):", "if True:", "if False:", "pass")
becomes("a sum that is taken away", "a += b\nreturn x", "a -= b", "pass")
without("the first value of a name is not left out, for that is only a NameError", "y = a\nreturn y", "pass")
becomes("a later value is left out", "a = b\nreturn x", "pass")
without("a docstring is no statement", '"""What it does."""\nreturn a', "pass")
check("texts in f-strings stay", changed('return f"{a + 1:>8}"') == set(), changed('return f"{a + 1:>8}"'))
check("annotations and defaults of None stay", mutants.mutants("def f(a: int = None) -> 3:\n    pass\n") == [], "")
becomes("what compiles to the same as the program, or as an earlier mutant, is none", "if True:\n    return a", "if (not True):")

source = "import numpy as np\n\n\ndef f(a):\n    # π stands for itself\n    name = 'π'; total = np.sum(a[1:], axis=0)\n    return (name,\n            total > 2)\n"
made = mutants.mutants(source)
check("every mutant compiles and differs", all(compile(one["code"], "m", "exec") and one["code"] != source for one in made) and len(made) > 8, len(made))
check("no two mutants are the same program", len({one["code"] for one in made}) == len(made))
check("what stands above and below a change stays", all(
    one["code"].splitlines()[:one["line"] - 1] == source.splitlines()[:one["line"] - 1]
    and one["code"].endswith("".join(source.splitlines(keepends=True)[one["line"] - 1 + len(one["before"].splitlines()):])) for one in made))
check("only the lines that are told differ", all(
    [new for old, new in zip(source.splitlines(), one["code"].splitlines()) if old != new] == one["after"].splitlines()
    for one in made if one["before"].count("\n") == 0))
check("columns count bytes, also behind letters that take two", any("np.mean(a[1:], axis=0)" in one["after"] and "name = 'π'" in one["after"] for one in made))
check("they come in the order of the lines", [one["line"] for one in made] == sorted(one["line"] for one in made))
check("and the same ones each time", mutants.mutants(source) == made)
check("a description names both texts", any(one["says"] == "`np.sum(a[1:], axis=0)` became `np.mean(a[1:], axis=0)`" for one in made), [one["says"] for one in made])
dead = mutants.mutants("def f(a):\n    return a\n    a = 1 + 1\n")
check("what can never run is no mutant", [one["after"].strip() for one in dead] == ["return None"], dead)
long = mutants.mutants("def f(a):\n" + "    a = a + 1\n" * 400)
check("there is an end to it", len(long) == mutants.MOST, len(long))
print(f"1..{done}")
sys.exit(failed > 0)
