"""Readability notes on code that was accepted: what a reviewer would say, never part of a verdict.

Four kinds: what pyflakes finds (where it is installed), functions of more than 40 lines, loops over positions of an array that have a vector form, and nesting deeper
than 4. Each note names a line and says what to do.
"""
import ast

try:
    from pyflakes import checker, messages
except ImportError:
    checker = messages = None

LONG, DEEP, MOST = 40, 4, 20

SAYS = {
    "UnusedImport": lambda args: f"{args[0]} is imported but never used: remove the line",
    "UnusedVariable": lambda args: f"{args[0]} is assigned but never used: remove it, or use it",
    "RedefinedWhileUnused": lambda args: f"{args[0]} is defined again before it was used: one of the two is not needed",
    "FStringMissingPlaceholders": lambda args: "this f-string has no placeholder: a plain string says the same",
    "IsLiteral": lambda args: "`is` compares identity: use == with a literal",
    "ImportStarUsed": lambda args: "import * hides where names come from: import what you use by name",
}


def from_pyflakes(tree, code):
    if checker is None:
        return []
    found = []
    for message in checker.Checker(tree, filename="solution.py").messages:
        says = SAYS.get(type(message).__name__)
        text = says(message.message_args) if says else message.message % message.message_args
        found.append((message.lineno, "pyflakes", text))
    return found


def long_functions(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if lines > LONG:
                yield (node.lineno, "long-function", f"{node.name} has {lines} lines: a part with a name of its own would make it easier to follow")


def counted(loop):
    """The text of what a `for i in range(len(x))` or `range(x.shape[0])` counts through, or None."""
    call = loop.iter
    if not (isinstance(loop.target, ast.Name) and isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            and call.func.id == "range" and len(call.args) == 1 and not call.keywords):
        return None
    size = call.args[0]
    if isinstance(size, ast.Call) and isinstance(size.func, ast.Name) and size.func.id == "len" and len(size.args) == 1:
        return ast.unparse(size.args[0])
    if isinstance(size, ast.Subscript) and isinstance(size.value, ast.Attribute) and size.value.attr == "shape":
        return ast.unparse(size.value.value)
    return None


def reads_at(node, name):
    """Something is subscripted at the loop's variable alone, x[i] or x[i, ...]."""
    for part in ast.walk(node):
        if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Load):
            index = part.slice
            if isinstance(index, getattr(ast, "Index", ())):
                index = index.value
            first = index.elts[0] if isinstance(index, ast.Tuple) and index.elts else index
            if isinstance(first, ast.Name) and first.id == name:
                return True
    return False


def is_simple_arithmetic(value):
    allowed = (ast.BinOp, ast.UnaryOp, ast.Subscript, ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.Compare, ast.IfExp, ast.operator, ast.unaryop,
               ast.cmpop, ast.expr_context, ast.Tuple, ast.Slice)
    return all(isinstance(part, allowed) or type(part).__name__ == "Index" for part in ast.walk(value))


def vector_form(loop):
    """What the one statement of the loop's body could be without the loop, or None."""
    body = loop.body
    if len(body) != 1 or loop.orelse:
        return None
    statement, name = body[0], loop.target.id
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add) and isinstance(statement.target, ast.Name):
        if reads_at(statement.value, name) and is_simple_arithmetic(statement.value):
            return "the sum of an array expression, as in (a * b).sum() or a @ b"
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Subscript):
        if reads_at(statement.value, name) and is_simple_arithmetic(statement.value):
            return "one array expression, as in out = f(x) or np.where(condition, a, b)"
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) and isinstance(statement.value.func, ast.Attribute):
        call = statement.value
        if call.func.attr == "append" and len(call.args) == 1 and reads_at(call.args[0], name) and is_simple_arithmetic(call.args[0]):
            return "one array expression, or a comprehension over the items themselves"
    return None


def loops(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.For):
            continue
        through = counted(node)
        if through is None or len(through) > 40:
            continue
        form = vector_form(node)
        if form:
            yield (node.lineno, "vectorise", f"this loop goes through {through} by position; it can be {form}")
        elif reads_at(ast.Module(body=node.body, type_ignores=[]), node.target.id) and not writes_at(node):
            yield (node.lineno, "vectorise", f"this loop counts positions to read {through}: iterate over the items, or over enumerate({through})")


def writes_at(loop):
    for part in ast.walk(loop):
        if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Store):
            return True
    return False


NESTING = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.Try)


def nesting(node, depth=0):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            yield from nesting(child, 0)
            continue
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deeper = depth + (isinstance(child, NESTING) and not chained)
        if deeper == DEEP + 1 and isinstance(child, NESTING) and not chained:
            yield (child.lineno, "nesting", f"this is nested {deeper} deep: an early return, or a function for the inner part, would flatten it")
            continue
        yield from nesting(child, deeper)


def notes(code):
    """A list of {"line", "kind", "says"}, by line, at most MOST. Code that does not parse has none."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = [*from_pyflakes(tree, code), *long_functions(tree), *loops(tree), *nesting(tree)]
    return [{"line": line, "kind": kind, "says": says} for line, kind, says in sorted(set(found))[:MOST]]
