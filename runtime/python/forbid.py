"""Holds an answer to what its question asks to do without (`run: forbid:`): modules and functions by their dotted names.

For honesty, not a wall: it stops the usual ways, so that nobody passes by mistake or out of habit. Two looks are taken. The first reads the code before it runs:
imports, names through their aliases, getattr and import functions with literal names, sys.modules. The second stands in the child while it runs: the import functions
and the forbidden functions look at who called them, and only a call from the learner's own file counts, so that libraries go on using what they
like. What was seen is kept: catching the exception changes nothing.
"""
import ast
import builtins
import functools
import importlib
import sys

SHOWN = 200


class Forbidden(ImportError):
    """What the learner's code meets at a forbidden name."""


class Guard:
    """What is forbidden in this child, and the first time it was used."""

    def __init__(self, names, file):
        self.names, self.files = tuple(names), (file, "<string>")
        self.seen = None  # (message, line)

    def forbidden(self, name):
        """The forbidden name that `name` is or lies in, or None."""
        return next((each for each in self.names if name == each or name.startswith(each + ".")), None)

    def note(self, name, line, how):
        """Keeps the first use; the exception to raise."""
        message = f"this question asks to do without {self.forbidden(name) or name}, but line {line} {how} {name[:SHOWN]}"
        if self.seen is None:
            self.seen = (message, line)
        return Forbidden(message)

    # ---- reading ----

    def read(self, tree):
        """Notes the first forbidden name in the syntax tree, from the top of the file down."""
        found = []
        aliases = {}
        for node in ast.walk(tree):
            self.read_import(node, aliases, found)
        for node in ast.walk(tree):
            if isinstance(node, (ast.Attribute, ast.Call, ast.Subscript, ast.Name)):
                self.read_use(node, aliases, found)
        if found:
            line, name, how = min(found)
            self.note(name, line, how)

    def read_import(self, node, aliases, found):
        if isinstance(node, ast.Import):
            for each in node.names:
                aliases[each.asname or each.name.partition(".")[0]] = each.name if each.asname else each.name.partition(".")[0]
                if self.forbidden(each.name):
                    found.append((node.lineno, each.name, "imports"))
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for each in node.names:
                name = f"{node.module}.{each.name}"
                if each.name != "*":
                    aliases[each.asname or each.name] = name
                if self.forbidden(name):
                    found.append((node.lineno, name.removesuffix(".*"), "imports"))

    def read_use(self, node, aliases, found):
        name = dotted(node, aliases)
        if name and self.forbidden(name):
            found.append((node.lineno, name, "uses"))
        elif name and (name == "sys.modules" or name.endswith(".sys.modules")):
            found.append((node.lineno, "sys.modules", "looks into"))

    # ---- watching ----

    def watch(self):
        """Puts the guards up. Only in the child, before the code runs."""
        builtins.__import__ = self.guarded_import(builtins.__import__)
        importlib.import_module = self.guarded_import_module(importlib.import_module)
        for name in self.names:
            self.watch_function(name)

    def own_line(self, frame):
        """The line if the frame is the learner's, else 0."""
        return frame.f_lineno if frame.f_code.co_filename in self.files else 0

    def guarded_import(self, original):
        def __import__(name, globals=None, locals=None, fromlist=(), level=0):
            line = self.own_line(sys._getframe(1))
            if line and level == 0 and isinstance(name, str):
                for each in (name, *(f"{name}.{part}" for part in fromlist or () if isinstance(part, str))):
                    if self.forbidden(each):
                        raise self.note(each, line, "imports")
            return original(name, globals, locals, fromlist, level)
        return __import__

    def guarded_import_module(self, original):
        def import_module(name, package=None):
            line = self.own_line(sys._getframe(1))
            if line and isinstance(name, str) and self.forbidden(name):
                raise self.note(name, line, "imports")
            return original(name, package)
        return import_module

    def watch_function(self, name):
        """A function is replaced where its name stands; of a class, what makes its objects. Modules need no more than the guarded import."""
        owner, last, value = find(name)
        if isinstance(value, type):
            owner, last, value = value, "__init__", value.__init__
        if not callable(value):
            return

        def guarded(*arguments, **named):
            line = self.own_line(sys._getframe(1))
            if line:
                raise self.note(name, line, "calls")
            return value(*arguments, **named)
        try:
            functools.update_wrapper(guarded, value)
            setattr(owner, last, guarded)
        except (AttributeError, TypeError):
            pass  # a type written in C takes no guard: the code was read for its name


def dotted(node, aliases):
    """The dotted name that an expression stands for through imports, or None."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute):
        base = dotted(node.value, aliases)
        return f"{base}.{node.attr}" if base else None
    if isinstance(node, ast.Subscript) and dotted(node.value, aliases) == "sys.modules":
        return literal(node.slice)
    if not isinstance(node, ast.Call) or not node.args:
        return None
    function = node.func.id if isinstance(node.func, ast.Name) and node.func.id not in aliases else dotted(node.func, aliases)
    if function == "getattr" and len(node.args) > 1:
        base, last = dotted(node.args[0], aliases), literal(node.args[1])
        return f"{base}.{last}" if base and last else None
    if function in ("importlib.import_module", "sys.modules.get"):
        return literal(node.args[0])
    if function in ("__import__", "builtins.__import__"):
        name = literal(node.args[0])
        return name.partition(".")[0] if name and len(node.args) < 4 else name
    return None


def literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def find(name):
    """(owner, last part, value) of a dotted name in what is imported already; the value is None when it is not there."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        owner = sys.modules.get(".".join(parts[:count]))
        if owner is None:
            continue
        for part in parts[count:-1]:
            owner = getattr(owner, part, None)
        return owner, parts[-1], getattr(owner, parts[-1], None)
    return None, parts[-1], None
