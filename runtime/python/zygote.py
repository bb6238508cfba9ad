"""Becomes the warm interpreter of one stack: imports it, loads the harness, and hands over to the C loop that clones children.

Started by viva-box in the template root as `python3 -I zygote.py STACK`, with viva-box on descriptor 3. It reads nothing of a learner's, ever: it only waits for the
order to clone. All that a child needs is imported here, once, because importing is what costs (750-950 ms for scikit-learn).
"""
import builtins
import gc
import importlib.machinery
import importlib.util
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CONTROL = 3
READY, MISSING, FAILED = 3, 4, 5  # ZygoteKind of src/box/protocol.h

# What a stack is: the packages that must be there, and parts of them that learners use and that are slow to import.
STACKS = {
    "numpy": (["numpy"], ["numpy.linalg", "numpy.random", "numpy.fft"]),
    "sklearn": (
        ["numpy", "pandas", "scipy", "sklearn"],
        ["scipy.stats", "scipy.optimize", "scipy.linalg", "scipy.special", "scipy.sparse", "scipy.spatial", "scipy.cluster.hierarchy",
         "sklearn.linear_model", "sklearn.ensemble", "sklearn.tree", "sklearn.neighbors", "sklearn.svm", "sklearn.naive_bayes",
         "sklearn.cluster", "sklearn.decomposition", "sklearn.preprocessing", "sklearn.pipeline", "sklearn.compose", "sklearn.impute",
         "sklearn.metrics", "sklearn.model_selection", "sklearn.feature_selection", "sklearn.feature_extraction.text",
         "sklearn.datasets", "sklearn.calibration", "sklearn.dummy", "sklearn.mixture", "sklearn.neural_network", "sklearn.inspection"],
    ),
    "torch": (["numpy", "torch"], ["torch.nn", "torch.nn.functional", "torch.optim", "torch.utils.data"]),
}
DEBIAN = {"numpy": "python3-numpy", "pandas": "python3-pandas", "scipy": "python3-scipy", "sklearn": "python3-sklearn", "torch": "python3-torch"}

# The standard library that code for interviews imports: not worth a file read each time.
COMMON = ("abc bisect collections contextlib copy csv dataclasses datetime decimal enum fractions functools heapq io itertools json math "
          "numbers operator queue random re statistics string textwrap threading time traceback types typing unittest warnings").split()


def tell(kind, text):
    """One datagram to viva-box: a fixed header and text."""
    os.write(CONTROL, struct.pack("=IiQ", kind, 0, 0) + text.encode("utf-8", "replace")[:1000])


def load_extension():
    """_viva, without entering it in sys.modules."""
    path = os.path.join(HERE, "_viva.abi3.so")
    loader = importlib.machinery.ExtensionFileLoader("_viva", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location("_viva", path, loader=loader))
    loader.exec_module(module)
    sys.modules.pop("_viva", None)
    return module


def load_part(name, **names):
    """A part of the harness, with builtins of its own: whoever patches `builtins.len` does not change what the harness calls."""
    path = os.path.join(HERE, name + ".py")
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), f"<viva {name}>", "exec")
    space = {"__builtins__": dict(vars(builtins)), "__name__": "viva_" + name, **names}
    exec(code, space)
    return space


def import_stack(stack):
    """The versions, or SystemExit after viva-box has been told what is missing."""
    required, parts = STACKS[stack]
    versions = ["Python " + sys.version.split()[0]]
    for name in required:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            tell(MISSING, f"{name} is not there for {sys.executable} ({error}). On Debian: apt-get install {DEBIAN[name]}; in a venv: pip install "
                          + {"sklearn": "scikit-learn"}.get(name, name))
            raise SystemExit(0)
        versions.append(f"{name} {module.__version__}")
    for name in parts:
        importlib.import_module(name)
    return versions


def import_optional():
    for name in COMMON:
        importlib.import_module(name)
    try:
        import pyflakes.checker, pyflakes.messages  # noqa: for readability notes
    except ImportError:
        pass  # the notes do without it


def main():
    stack = sys.argv[1]
    os.dup2(1, 2)  # warnings of libraries are nobody's business
    versions = import_stack(stack)
    import_optional()
    if stack == "torch":
        import torch
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
    extension = load_extension()
    codec = load_part("codec", extension=extension)
    extension.setup(codec["reduce"], codec["build"], codec["bignum"], codec["SCALARS"])
    notes, mutants = load_part("notes"), load_part("mutants")
    forbid = load_part("forbid")
    gradient, warm = load_part("gradient"), load_part("warm")
    harness = load_part("harness", extension=extension, codec=codec, notes=notes["notes"], mutants=mutants["mutants"], Guard=forbid["Guard"], check_gradient=gradient["check"],
                        warm_up=warm["warm_up"])
    functions = {name: harness[name] for name in ("open", "call", "describe", "flush")}
    harness["warm"](stack)
    harness["note_where"]()
    functions["prepare"] = lambda warm: (harness["open_where"](), warm and harness["warm"](stack))
    sys.argv = [""]
    gc.collect()
    gc.freeze()  # a collection in a child does not touch, and so not copy, what is here already
    tell(READY, ", ".join(versions))
    extension.serve(functions)


if __name__ == "__main__":
    try:
        main()
    except SystemExit:
        raise
    except BaseException as error:  # told to viva-box, which tries again later
        tell(FAILED, f"{type(error).__name__}: {error}")
        sys.exit(1)
