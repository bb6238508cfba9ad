"""Mutants of a program: copies of it with one small change each, of the kinds that people make by mistake.

Cases that let a mutant pass would let the same mistake of a learner pass. The operators are those of the field (Offutt's five, statement deletion, and what
numpy code adds: axes, reductions that are taken for one another, keywords that are left out). A change is made in the text, at the place of one node of the
syntax tree, so that the rest stays as the author wrote it.

Left out are changes that do not compile, changes that compile to the same bytecode as the program itself (they are no change), and those that compile to
the bytecode of an earlier one (they are the same change). Texts inside f-strings are left alone: messages are not behaviour.
"""
import ast
import copy
import types

MOST, SHOWN = 1000, 60

COMPARISONS = {ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
               ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,)}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
              ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift}

# Functions and methods that are taken for one another.
PAIRS = {}
for pair in ("max min", "amax amin", "argmax argmin", "nanmax nanmin", "nanargmax nanargmin", "maximum minimum", "fmax fmin", "sum mean", "nansum nanmean",
             "any all", "cumsum cumprod", "floor ceil", "var std", "nanvar nanstd", "median mean", "zeros ones", "zeros_like ones_like", "logical_and logical_or",
             "vstack hstack", "log log1p", "exp expm1", "sin cos", "train eval", "union intersection", "append extend", "first last", "head tail",
             "bfill ffill", "idxmax idxmin", "startswith endswith", "lower upper", "cummax cummin", "tril triu", "isin notna", "isna notna", "isnull notnull"):
    one, other = pair.split()
    PAIRS.setdefault(one, other)
    PAIRS.setdefault(other, one)
PAIRS.update({"nanmean": "mean", "nanvar": "var", "log2": "log", "log10": "log", "merge_asof": "merge", "logaddexp": "maximum", "softmax": "log_softmax"})

COMMUTATIVE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)

TEXTS = {"stable": "quicksort", "mergesort": "quicksort", "first": "last", "last": "first", "left": "right", "right": "left", "inner": "outer", "outer": "inner",
         "mean": "median", "median": "mean", "max": "min", "min": "max", "sum": "mean", "count": "size", "ij": "xy", "backward": "forward"}

# Calls that may be left out: what they are called on, or their first argument, stays.
WRAPPERS = {"abs", "absolute", "fabs", "sorted", "sqrt", "clip", "copy", "deepcopy", "clone", "squeeze", "nan_to_num", "astype", "fillna", "dropna", "round", "unique",
            "drop_duplicates", "sort_values", "reset_index", "log", "exp", "relu", "tanh", "double", "float", "reversed", "set", "detach", "ravel", "cumsum",
            "reindex", "normalize", "sigmoid"}
AXES = {"axis", "dim"}

# Functions whose first two arguments may change places (of swapaxes and its like the last two): no mutant comes of it.
SYMMETRIC = {"logaddexp", "array_equal", "maximum", "minimum", "fmax", "fmin", "add", "multiply", "hypot", "gcd", "lcm", "logical_and", "logical_or",
             "union1d", "intersect1d", "array_equiv", "max", "min", "isdisjoint", "equal"}
SYMMETRIC_BEHIND = {"swapaxes", "moveaxis", "transpose"}
SORTS = {"argsort", "sort", "sorted"}  # are turned round


class Change:
    """One change: `node` of the program is to read `text`."""

    def __init__(self, node, text, says):
        self.node, self.text, self.says = node, text, says


def short(text):
    """On one line, and not too long for it."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN - 3] + "..."


class Program:
    """The text of a program and its tree."""

    def __init__(self, source):
        self.source = source
        self.tree = ast.parse(source)
        self.lines = [line.encode() for line in source.splitlines(keepends=True)]
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.parents = {child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)}
        self.bytes = source.encode()

    def span(self, node):
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node):
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def with_change(self, change):
        start, end = self.span(change.node)
        return (self.bytes[:start] + change.text.encode() + self.bytes[end:]).decode()

    def is_in_text(self, node):
        """A docstring, an annotation or a part of an f-string: its places mean nothing, or it does."""
        while node is not None:
            parent = self.parents.get(node)
            if isinstance(node, ast.JoinedStr) or isinstance(parent, ast.arg):
                return True
            if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and node is parent.returns:
                return True
            node = parent
        return False


def expression(node):
    """Text that stands for the node wherever an expression may stand."""
    text = ast.unparse(node)
    bare = (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Dict, ast.Set, ast.Tuple)
    number = isinstance(node, ast.Constant) and not (isinstance(node.value, (int, float)) and not isinstance(node.value, bool) and node.value < 0)
    return text if isinstance(node, bare) or number else f"({text})"


def altered(node, **fields):
    """The node with other fields; parts that are not named are shared, and not changed."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def became(program, node, new, shown=None, shown_new=None):
    """The change of an expression into another one, told by the two texts."""
    before = short(program.text(shown or node))
    after = short(ast.unparse(shown_new or new))
    return Change(node, expression(new), f"`{before}` became `{after}`")


# ---- operators, each from a node to its changes ----

SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
         ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
         ast.LShift: "<<", ast.RShift: ">>", ast.And: "and", ast.Or: "or"}


def sign_change(program, node, new, old_sign, new_sign):
    return Change(node, expression(new), f"`{SIGNS[old_sign]}` became `{SIGNS[new_sign]}` in `{short(program.text(node))}`")


def change_comparison(program, node):
    for i, sign in enumerate(node.ops):
        for other in COMPARISONS[type(sign)]:
            yield sign_change(program, node, altered(node, ops=node.ops[:i] + [other()] + node.ops[i + 1:]), type(sign), other)


def change_arithmetic(program, node):
    other = ARITHMETIC.get(type(node.op))
    if other is None:
        return
    yield sign_change(program, node, altered(node, op=other()), type(node.op), other)
    kept = (node.left, node.right) if isinstance(node.op, COMMUTATIVE) else (node.left,)
    for part in kept:
        lost = node.right if part is node.left else node.left
        if not is_sequence(lost):
            yield Change(node, expression(part), f"`{short(program.text(lost))}` was left out of `{short(program.text(node))}`")


def is_sequence(node):
    """A list or a text: sequences are joined, not added."""
    return isinstance(node, (ast.List, ast.Tuple, ast.JoinedStr)) or isinstance(node, ast.Constant) and isinstance(node.value, str)


def change_boolean(program, node):
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield sign_change(program, node, altered(node, op=other()), type(node.op), other)
    for i, part in enumerate(node.values):
        rest = node.values[:i] + node.values[i + 1:]
        new = rest[0] if len(rest) == 1 else altered(node, values=rest)
        yield Change(node, expression(new), f"`{short(program.text(part))}` was left out of `{short(program.text(node))}`")


def change_unary(program, node):
    if not isinstance(node.operand, ast.Constant):  # a number's sign is its own affair
        yield became(program, node, node.operand)


def change_choice(program, node):
    yield became(program, node, node.body)
    yield became(program, node, node.orelse)


def other_numbers(value, place):
    if place == "axis":
        return {0: [1], 1: [0], -1: [0], -2: [-1]}.get(value, [value - 1])
    if isinstance(value, int):
        return [value + 1, value - 1]
    if value == 0:
        return [1.0, -1.0]
    return [0.0, float(f"{value * 1000:.6g}")] if abs(value) < 0.01 else [value * 2, value / 2, -value]


def place_of(program, node):
    parent = program.parents.get(node)
    return "axis" if isinstance(parent, ast.keyword) and parent.arg in AXES else ""


def change_constant(program, node):
    value = node.value
    if isinstance(value, bool):
        yield became(program, node, ast.Constant(not value))
    elif isinstance(value, (int, float)):
        for other in other_numbers(value, place_of(program, node)):
            yield became(program, node, number(other))
    elif isinstance(value, str) and value in TEXTS:
        yield became(program, node, ast.Constant(TEXTS[value]))


def number(value):
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


def change_negative(program, node):
    """-1 and the like, as one number."""
    value = -node.operand.value
    for other in other_numbers(value, place_of(program, node)):
        yield became(program, node, number(other))


def function_name(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""


def renamed(function, name):
    return altered(function, attr=name) if isinstance(function, ast.Attribute) else altered(function, id=name)


def is_method(program, node):
    """x.sum(), and not np.sum(x): what stands before the dot is no imported name."""
    return isinstance(node.func, ast.Attribute) and not (isinstance(node.func.value, ast.Name) and node.func.value.id in imported(program)) and not (
        isinstance(node.func.value, ast.Attribute))


def imported(program):
    return {(name.asname or name.name).partition(".")[0] for node in ast.walk(program.tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for name in node.names}


def change_call(program, node):
    name = function_name(node)
    if name in PAIRS:
        yield became(program, node, altered(node, func=renamed(node.func, PAIRS[name])))
    if name in WRAPPERS:
        if is_method(program, node):
            yield became(program, node, node.func.value)
        elif node.args and not isinstance(node.args[0], ast.Starred):
            yield became(program, node, node.args[0])
    if name in SORTS and node.args and not is_method(program, node) and name != "sorted":
        yield became(program, node, altered(node, args=[ast.UnaryOp(ast.USub(), node.args[0])] + node.args[1:]))
    if name == "sorted" and not any(keyword.arg == "reverse" for keyword in node.keywords):
        yield became(program, node, altered(node, keywords=node.keywords + [ast.keyword("reverse", ast.Constant(True))]))
    for i, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            new = altered(node, keywords=node.keywords[:i] + node.keywords[i + 1:])
            yield Change(node, expression(new), f"`{keyword.arg}=` was left out of `{short(program.text(node))}`")
    yield from change_arguments(program, node)


def change_arguments(program, node):
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return
    name = function_name(node)
    for i in range(len(node.args) - 1):
        symmetric = name in SYMMETRIC and len(node.args) == 2 or name in SYMMETRIC_BEHIND and i == len(node.args) - 2
        if symmetric:
            continue
        args = list(node.args)
        args[i], args[i + 1] = args[i + 1], args[i]
        yield became(program, node, altered(node, args=args))
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        stop = 0 if len(node.args) == 1 else 1
        for sign in (ast.Add(), ast.Sub()):
            end = ast.BinOp(node.args[stop], sign, ast.Constant(1))
            yield became(program, node, altered(node, args=node.args[:stop] + [end] + node.args[stop + 1:]))


def without_bounds(index):
    """Slices with one bound left out, one off or turned round."""
    if not isinstance(index, ast.Slice):
        return
    for bound in ("lower", "upper"):
        value = getattr(index, bound)
        if value is None:
            continue
        yield altered(index, **{bound: None})
        if not is_number(value):
            for sign in (ast.Add(), ast.Sub()):
                yield altered(index, **{bound: ast.BinOp(value, sign, ast.Constant(1))})


def is_number(node):
    return isinstance(node, ast.Constant) or isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)


def change_subscript(program, node):
    if not isinstance(node.ctx, ast.Load):
        return
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    for i, part in enumerate(parts):
        for new in without_bounds(part):
            index = altered(node.slice, elts=parts[:i] + [new] + parts[i + 1:]) if isinstance(node.slice, ast.Tuple) else new
            yield became(program, node, altered(node, slice=index))


def change_return(program, node):
    value = node.value
    if value is None or isinstance(value, ast.Constant) and value.value is None:
        return
    yield Change(node, "return None", f"`{short(program.text(node))}` became `return None`")
    if isinstance(value, ast.Tuple):
        for i in range(len(value.elts) - 1):
            elts = list(value.elts)
            elts[i], elts[i + 1] = elts[i + 1], elts[i]
            yield became(program, value, altered(value, elts=elts))


def change_test(program, node):
    """The condition of an if or a while, turned round; comparisons are turned round by themselves."""
    if not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        yield became(program, node.test, ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.If):
        for value in (True, False):
            yield became(program, node.test, ast.Constant(value))


def change_loop(program, node):
    for text, says in (("[1:]", "first"), ("[:-1]", "last")):
        new = ast.parse(f"list({ast.unparse(node.iter)}){text}", mode="eval").body
        yield Change(node.iter, expression(new), f"the loop over `{short(program.text(node.iter))}` leaves out the {says}")


def change_jump(program, node):
    other = "continue" if isinstance(node, ast.Break) else "break"
    yield Change(node, other, f"`{program.text(node)}` became `{other}`")


def change_augmented(program, node):
    other = ARITHMETIC.get(type(node.op))
    if other:
        new = altered(node, op=other())
        yield Change(node, ast.unparse(new), f"`{short(program.text(node))}` became `{short(ast.unparse(new))}`")


def is_needed(program, node):
    """An assignment that gives a name its first value: without it there is nothing but a NameError."""
    names = {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    if not names:
        return False
    scope = node
    while scope in program.parents and not isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)):
        scope = program.parents[scope]
    bound = {argument.arg for argument in ast.walk(scope) if isinstance(argument, ast.arg)}
    for other in ast.walk(scope):
        if isinstance(other, ast.Name) and isinstance(other.ctx, ast.Store) and other.lineno < node.lineno:
            bound.add(other.id)
    return not names <= bound


def change_statement(program, node):
    """Statement deletion."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Assign) and is_needed(program, node):
        return
    yield Change(node, "pass", f"`{short(program.text(node))}` was left out")


OPERATORS = [
    (ast.Compare, change_comparison), (ast.BinOp, change_arithmetic), (ast.BoolOp, change_boolean), (ast.IfExp, change_choice), (ast.Call, change_call),
    (ast.Subscript, change_subscript), (ast.Return, change_return), ((ast.If, ast.While), change_test), (ast.For, change_loop),
    ((ast.Break, ast.Continue), change_jump), (ast.AugAssign, change_augmented),
    ((ast.Assign, ast.AugAssign, ast.Expr, ast.Delete, ast.Raise, ast.Break, ast.Continue), change_statement),
]


def changes(program):
    """Every change, in the order of the text."""
    found = []
    for node in ast.walk(program.tree):
        if not hasattr(node, "lineno") or program.is_in_text(node):
            continue
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and type(getattr(node.operand, "value", None)) in (int, float)
        parent = program.parents.get(node)
        part_of_number = isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub)
        if negative:
            found += change_negative(program, node)
        elif isinstance(node, ast.UnaryOp):
            found += change_unary(program, node)
        elif isinstance(node, ast.Constant) and not part_of_number:
            found += change_constant(program, node)
        for kinds, operator in OPERATORS:
            if isinstance(node, kinds):
                found += operator(program, node)
    return sorted(found, key=lambda change: (change.node.lineno, change.node.col_offset))


# ---- which of them are mutants ----

def behaviour(code):
    """What a code object does, without where it stands."""
    constants = tuple(behaviour(part) if isinstance(part, types.CodeType) else (type(part).__name__, repr(part)) for part in code.co_consts)
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_argcount, code.co_kwonlyargcount, code.co_flags,
            getattr(code, "co_exceptiontable", b""))


def compiled(text):
    try:
        return behaviour(compile(text, "mutant.py", "exec", dont_inherit=True, optimize=2))
    except (SyntaxError, ValueError):
        return None


def mutants(source):
    """[{"line", "says", "before", "after", "code"}] in the order of the text; before and after are the lines that differ."""
    program = Program(source)
    seen, made = {compiled(source)}, []
    for change in changes(program):
        text = program.with_change(change)
        does = compiled(text)
        if does is None or does in seen:
            continue
        seen.add(does)
        first, last = change.node.lineno, change.node.end_lineno
        shorter = source.count("\n") - text.count("\n")
        made.append({"line": first, "says": change.says, "before": "\n".join(source.splitlines()[first - 1:last]),
                     "after": "\n".join(text.splitlines()[first - 1:last - shorter]), "code": text})
        if len(made) == MOST:
            break
    return made
