"""What a child does with the code it is given: open it, call it, and say what went wrong.

Loaded by zygote.py with builtins of its own, so that a learner who patches `len` patches it for themselves. Names from outside: `extension`
(_viva), `codec`, `Guard`, `check_gradient`, `notes`, `mutants`, `warm_up`. The four functions that runner.c calls are open, call, describe and flush; what they return travels as it is.

One child serves one session: the code is compiled and run once, and then each call gets a fresh copy of its input.
"""
import ast
import faulthandler
import io
import linecache
import os
import random
import sys
import traceback
import types

try:
    import numpy
except ImportError:
    numpy = None
torch = sys.modules.get("torch")

FUNCTION, CLASS, CASES, CHECK, NOTES, QUERY, PROGRAM, MUTANTS = range(8)  # BoxMode of src/judge/box_client.h
MAX_CASES, FRAMES_SHOWN, MESSAGE, ERRORS = 500, 12, 4000, 20000
WHERE_FILE, WHERE_SIGNAL = 5, 64  # RUNNER_WHERE_FD and RUNNER_WHERE_SIGNAL of the same
RUNTIME_ERROR, MEMORY, TOO_LARGE, TOO_DEEP, FORBIDDEN = 1, 2, 3, 4, 5  # RunnerStatus of src/box/protocol.h

encode, array_head, TooLarge, TooDeep = extension.encode, extension.array_head, extension.TooLarge, extension.TooDeep
TYPE_NAME = type.__dict__["__name__"].__get__
TRACEBACK = BaseException.__dict__["__traceback__"].__get__
OS_ERROR_NUMBER = OSError.__dict__["errno"].__get__

# One text stream for both, so that what is printed keeps its order; a line at a time, so that what was printed before a limit struck is there to be shown.
output = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False), 8192), encoding="utf-8", errors="backslashreplace", line_buffering=True)
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = output


class Session:
    """The one open session."""
    mode = None
    file = ""
    name = ""
    attributes = ()
    limit = 0
    module = None
    guard = None
    lines = ()
    compiling = False
    seed = 0
    program = None
    printed = -1


class Wrong(Exception):
    """The code does not have what its question asks for; said without a traceback."""


def seed_all(seed):
    random.seed(seed)
    if numpy is not None:
        numpy.random.seed(seed & 0xFFFFFFFF)
    if torch is not None:
        torch.manual_seed(seed & 0x7FFFFFFFFFFFFFFF)


def open(mode, seed, limit, code, file, name, attributes):
    """Runs the code; raises what it raises. All texts are bytes."""
    Session.mode, Session.limit = mode, limit
    Session.file, Session.name = file.decode("utf-8", "replace"), name.decode("utf-8", "replace")
    names = [part for part in attributes.decode("utf-8", "replace").split("\0") if part]
    Session.attributes = tuple(part for part in names if part[0] != "!")
    Session.guard = Guard([part[1:] for part in names if part[0] == "!"], Session.file) if len(names) > len(Session.attributes) else None
    extension.own_crashes(Session.file)
    seed_all(seed)
    if mode in (NOTES, MUTANTS):
        return encode(None)
    source = code.decode("utf-8")
    Session.lines = source.splitlines()
    Session.compiling = True
    compiled = compile(source, Session.file, "exec", dont_inherit=True)
    Session.compiling = False
    if Session.guard is not None:
        Session.guard.read(ast.parse(source))
        hold_to_guard()
        Session.guard.watch()
    if mode == PROGRAM:
        Session.seed, Session.program = seed, compiled
        return encode(None)
    if mode in (CASES, CHECK):
        offer_case()
    module = Session.module = types.ModuleType(Session.file.rpartition(".")[0] or "solution")
    module.__file__ = "/desk/" + Session.file
    sys.modules[module.__name__] = module
    if Session.guard is not None:
        module.__builtins__ = vars(sys.modules["builtins"])  # the guarded ones
    exec(compiled, module.__dict__)
    if mode in (FUNCTION, CLASS):
        find_entry()
    hold_to_guard()
    return encode(None)


def hold_to_guard():
    """A forbidden name that was used ends the call, whether or not its exception was caught."""
    if Session.guard is not None and Session.guard.seen is not None:
        raise Wrong(Session.guard.seen[0])


def find_entry():
    kind = "class" if Session.mode == CLASS else "function"
    entry = Session.module.__dict__.get(Session.name)
    if entry is None:
        raise Wrong(f"{Session.file} defines no {kind} named {Session.name!r}")
    if (kind == "class" and not isinstance(entry, type)) or not callable(entry):
        raise Wrong(f"{Session.name!r} in {Session.file} is not a {kind} but {TYPE_NAME(type(entry))!r}")
    return entry


def call(given):
    """The encoded answer to one input."""
    answer = CALLS[Session.mode](given)
    hold_to_guard()
    return answer


def call_function(given):
    return encode(find_entry()(**given), None, Session.limit)


def call_class(given):
    instance = find_entry()(**given.get("construct", {}))
    parts, size = [], 0
    for step in given.get("calls", ()):
        method, arguments = step[0], step[1] if len(step) > 1 else {}
        returned = getattr(instance, method)(**arguments)
        shown = {name: getattr(instance, name) for name in Session.attributes if hasattr(instance, name)}
        parts.append(encode({"returns": returned, "attributes": shown}, instance, Session.limit - size))
        size += len(parts[-1])
    return array_head(len(parts)) + b"".join(parts)


# ---- cases.py ----

class Case:
    """One case: what `from viva import case` makes."""

    def __init__(self, name, visible, why, inputs):
        self.name, self.visible, self.why, self.inputs = name, visible, why, inputs

    def __repr__(self):
        return f"case({self.name!r})"


def case(name, *, visible=False, why="", **inputs):
    """A named case; everything else given by keyword is its input."""
    if type(name) is not str or not name:
        raise TypeError("case(name, ...): the name is a text")
    return Case(name, bool(visible), str(why), inputs)


def offer_case():
    module = types.ModuleType("viva")
    module.case = case
    sys.modules["viva"] = module


def encode_case(made, limit):
    if not isinstance(made, Case):
        raise Wrong(f"{Session.file} gave {TYPE_NAME(type(made))!r} where a case(...) is wanted")
    return encode({"name": made.name, "visible": made.visible, "why": made.why, "inputs": made.inputs}, None, limit)


def from_cases(name):
    function = Session.module.__dict__.get(name)
    if not callable(function):
        raise Wrong(f"{Session.file} defines no function named {name!r}")
    return function


def call_cases(given):
    operation = given["op"]
    if operation == "has":
        names = Session.module.__dict__
        return encode({"fresh": callable(names.get("fresh")), "check": callable(names.get("check"))})
    if operation in ("fresh", "speed"):
        return encode_case(from_cases(operation)(numpy.random.default_rng(given["seed"])), Session.limit)
    if operation == "written":
        return call_written(given["most"])
    if operation == "valid":
        return call_valid(given)
    parts, size = [], 0
    for made in from_cases("fixed")():
        if len(parts) == MAX_CASES:
            raise Wrong(f"fixed() in {Session.file} gives more than {MAX_CASES} cases")
        parts.append(encode_case(made, Session.limit - size))
        size += len(parts[-1])
    return array_head(len(parts)) + b"".join(parts)


def call_written(most):
    """The cases that a learner writes: cases(), each with what is expected or raised among its inputs."""
    parts, size, names = [], 0, set()
    for made in from_cases("cases")():
        if len(parts) == most:
            raise Wrong(f"cases() gives more than {most} cases: keep those that find something")
        part = encode_case(made, Session.limit - size)
        if made.name in names:
            raise Wrong(f"two cases are named {made.name!r}: give each a name of its own")
        if ("expected" in made.inputs) == ("raises" in made.inputs):
            raise Wrong(f"case {made.name!r} needs one of expected=... and raises=\"...\"")
        if "raises" in made.inputs and type(made.inputs["raises"]) is not str:
            raise Wrong(f"case {made.name!r}: raises is the name of an exception, as text: raises=\"ValueError\"")
        names.add(made.name)
        parts.append(part)
        size += len(part)
    return array_head(len(parts)) + b"".join(parts)


def call_valid(given):
    said = from_cases("valid")(Case(given["name"], True, "", given["inputs"]))
    if not isinstance(said, str):
        raise Wrong(f"valid() in {Session.file} returned {TYPE_NAME(type(said))!r}: it must be text, \"\" for allowed")
    return encode(said, None, Session.limit)


def call_check(given):
    about = given["case"]
    made = Case(about["name"], about.get("visible", False), about.get("why", ""), about["inputs"])
    if Session.name:
        return encode(check_gradient(from_cases(Session.name), Session.attributes, made.inputs, given["got"]), None, Session.limit)
    said = from_cases("check")(made, given["expected"], given["got"])
    if not isinstance(said, str):
        raise Wrong(f"check() in {Session.file} returned {TYPE_NAME(type(said))!r}: it must be text, \"\" for right")
    return encode(said, None, Session.limit)


def call_notes(given):
    return encode(notes(given["code"]), None, Session.limit)


def call_mutants(given):
    return encode(mutants(given["code"]), None, Session.limit)


# ---- programs: standard input, standard output ----

def put_on(descriptor, path, flags, data=b""):
    """Opens the path as this very descriptor, with the data in it and read from the start."""
    opened = os.open(path, flags, 0o600)
    for at in range(0, len(data), 1 << 16):
        os.write(opened, data[at:at + (1 << 16)])
    if data:
        os.lseek(opened, 0, os.SEEK_SET)
    if opened != descriptor:  # it is, where the program has closed that one
        os.dup2(opened, descriptor)
        os.close(opened)


def furnish(text):
    """Descriptors 0, 1 and 2 and their streams, as a program finds them; what an earlier call closed or replaced is there again. Returns the stream of errors."""
    if Session.printed < 0:
        Session.printed = os.dup(1)
    sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None  # whatever closes with them closes now
    os.dup2(Session.printed, 1)
    put_on(0, "/tmp/.stdin", os.O_RDWR | os.O_CREAT | os.O_TRUNC, text.encode("utf-8"))
    os.unlink("/tmp/.stdin")
    put_on(2, "/dev/null", os.O_WRONLY)
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding="utf-8", errors="surrogateescape")
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False), 8192), encoding="utf-8", errors="backslashreplace")
    sys.stderr = sys.__stderr__ = io.StringIO()
    return sys.stderr


def call_program(given):
    """Runs the program from its first line in a namespace of its own. What it prints goes where printing goes; its errors are the result."""
    seed_all(Session.seed)
    errors = furnish(given["stdin"])
    module = types.ModuleType("__main__")
    module.__file__ = Session.file
    if Session.guard is not None:
        module.__builtins__ = vars(sys.modules["builtins"])  # the guarded ones
    sys.modules["__main__"] = module
    sys.argv = [Session.file]
    try:
        exec(Session.program, module.__dict__)
    except SystemExit as end:
        if end.code is not None and not (type(end.code) is int and end.code == 0):
            raise
    written = errors.getvalue() if type(errors.closed) is bool and not errors.closed else ""
    module.__dict__.clear()  # files that it left open are closed, and so written
    return encode(written[:ERRORS], None, Session.limit)


CALLS = {FUNCTION: call_function, CLASS: call_class, CASES: call_cases, CHECK: call_check, NOTES: call_notes, PROGRAM: call_program, MUTANTS: call_mutants}


# ---- what went wrong ----

def own_frames(trace):
    """(line, function) of each frame in the learner's file, outermost first."""
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == Session.file:
            frames.append((trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return frames


def source_line(number):
    return Session.lines[number - 1].strip() if 0 < number <= len(Session.lines) else ""


def frame_text(line, function):
    text = f'  File "{Session.file}", line {line}, in {function}\n'
    source = source_line(line)
    return text + f"    {source}\n" if source else text


def frames_text(frames):
    """The frames; of many only the first and the last."""
    if len(frames) <= 2 * FRAMES_SHOWN:
        return "".join(frame_text(*frame) for frame in frames)
    left_out = f"  ... {len(frames) - 2 * FRAMES_SHOWN} more lines of the same ...\n"
    return frames_text(frames[:FRAMES_SHOWN]) + left_out + frames_text(frames[-FRAMES_SHOWN:])


def message_of(kind, value):
    if isinstance(value, SystemExit) and Session.mode == PROGRAM:
        return f"the program ended with exit code {value.code if type(value.code) is int else 1}"
    if isinstance(value, SystemExit):
        return "the code called sys.exit(): return a result instead"
    try:
        text = str(value)
    except Exception:
        text = f"<{kind} whose text could not be made>"
    return text if type(text) is str else ""


# Limits of the child, by the error that a library turns them into.
LIMITS = {11: "it started more processes or threads than it may", 24: "it opened more files than it may", 28: "it wrote more to disk than it may",
          27: "it wrote a larger file than it may", 122: "it wrote more to disk than it may"}


def limit_of(value):
    """What limit explains the exception, or ""."""
    if isinstance(value, OSError):
        number = OS_ERROR_NUMBER(value)
        return LIMITS.get(number, "") if type(number) is int and (number != 11 or isinstance(value, BlockingIOError)) else ""
    if isinstance(value, RuntimeError) and message_of("", value) == "can't start new thread":
        return LIMITS[11]
    return ""


def is_out_of_memory(value):
    """numpy's and torch's own ways to say it."""
    if isinstance(value, MemoryError):
        return not Session.compiling  # the compiler says so of nesting that is too deep for it
    if isinstance(value, OSError):
        return OS_ERROR_NUMBER(value) == 12
    return isinstance(value, RuntimeError) and "can't allocate memory" in message_of("", value)


def syntax_error(value):
    line, text = value.lineno, value.text
    line = line if type(line) is int else 0
    shown = f'  File "{Session.file}", line {line}\n'
    if type(text) is str and text.strip():
        stripped = text.rstrip("\n")
        indent = len(stripped) - len(stripped.lstrip())
        offset = value.offset if type(value.offset) is int else 0
        shown += f"    {stripped.strip()}\n" + (f"    {' ' * max(0, offset - 1 - indent)}^\n" if 0 < offset <= len(stripped) + 1 else "")
    message = value.msg if type(value.msg) is str else "invalid syntax"
    return line, message, shown


def describe(kind, value, trace):
    """(exception, message, traceback as UTF-8, line, status) of what reached the top."""
    Session.compiling, compiling = False, Session.compiling
    if kind is TooLarge or kind is TooDeep:
        return (b"", str(value).encode(), b"", 0, TOO_LARGE if kind is TooLarge else TOO_DEEP)
    if Session.guard is not None and Session.guard.seen is not None:
        message, line = Session.guard.seen
        return (b"", message.encode("utf-8", "replace"), b"", line, FORBIDDEN)
    if isinstance(value, Wrong):
        return (b"", str(value).encode("utf-8", "replace"), b"", 0, RUNTIME_ERROR)
    flush_quietly()
    name = TYPE_NAME(kind)
    frames = own_frames(trace)
    line = frames[-1][0] if frames else 0
    shown = frames_text(frames)
    Session.compiling = compiling
    starved = is_out_of_memory(value)
    Session.compiling = False
    if compiling and isinstance(value, MemoryError):
        message = "the code is nested too deeply for the compiler"
    elif isinstance(value, SyntaxError) and not frames:
        line, message, shown = syntax_error(value)
    else:
        message = message_of(name, value)
    limit = limit_of(value)
    if limit:
        message = f"{limit} ({message})"
    if shown:
        shown = f"Traceback (most recent call last):\n{shown}{name}: {message}\n" if frames else f"{shown}{name}: {message}\n"
    parts = [text[:MESSAGE * 4].encode("utf-8", "replace") for text in (name, message[:MESSAGE], shown)]
    line = refused_line() or line
    return (parts[0], parts[1], parts[2], line, MEMORY if starved else RUNTIME_ERROR)


def flush_quietly():
    try:
        output.flush()
        if sys.stdout is not output:
            sys.stdout.flush()
    except Exception:
        pass  # the learner closed or replaced it: then there is nothing to show


def flush():
    """The line at which viva-box refused something, or 0."""
    flush_quietly()
    return refused_line()


# ---- where it was refused ----

def note_where():
    """In the zygote: the handlers that write the stack when viva-box asks and when the child crashes, which are C and run wherever the child is."""
    faulthandler.register(WHERE_SIGNAL, file=WHERE_FILE, all_threads=False)
    extension.watch_crashes()
    faulthandler.enable(file=WHERE_FILE, all_threads=False)  # behind it stands the handler of crash.c


def open_where():
    """In the child, behind its walls: the file that it writes to."""
    file = os.open("/tmp", os.O_TMPFILE | os.O_RDWR)
    if file != WHERE_FILE:
        os.dup2(file, WHERE_FILE)
        os.close(file)


def refused_line(pread=os.pread):
    """The deepest line of the learner's file in what was written; the stack comes with the deepest frame first."""
    try:
        stack = pread(WHERE_FILE, 1 << 16, 0).decode("ascii", "replace")
    except OSError:
        return 0  # the learner closed it
    for line in stack.partition("Fatal Python error")[0].splitlines():  # what a program that it forked died of is another matter
        head, found, rest = line.partition(f'File "{Session.file}", line ')
        number = rest.partition(" ")[0]
        if found and number.isdigit():
            return int(number[:9])
    return 0


# ---- warming up ----

def warm(stack):
    """Runs what a usual submission runs (warm.py), with values that travel as inputs and results do."""
    seed_all(0)
    warm_up(stack, lambda value: extension.decode(encode(value)))
