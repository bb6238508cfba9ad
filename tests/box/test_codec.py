"""The codec of the harness: every type of docs/wire.md there and back, lying objects, and bytes that are not sound.

Run as `python3 -I test_codec.py RUNTIME_FOLDER`; prints TAP.
"""
import collections
import datetime
import decimal
import enum
import math
import random
import sys

import numpy as np
import pandas as pd
from scipy import sparse

runtime = sys.argv[1]
sys.path.insert(0, runtime)
import zygote  # noqa: its loaders only

zygote.HERE = runtime
viva = zygote.load_extension()
codec = zygote.load_part("codec", extension=viva)
viva.setup(codec["reduce"], codec["build"], codec["bignum"], codec["SCALARS"])
done, failed = 0, 0


def check(name, right):
    global done, failed
    done += 1
    failed += not right
    print(f"{'ok' if right else 'not ok'} {done} - {name}")


def raises(kind, function, *arguments):
    try:
        function(*arguments)
    except kind:
        return True
    except BaseException as error:
        print("#", type(error), error)
    return False


def there_and_back(value):
    return viva.decode(viva.encode(value))


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a == b and math.copysign(1, a) == math.copysign(1, b) or (a != a and b != b)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and (a.dtype == object and list(a.ravel()) == list(b.ravel()) or np.array_equal(a, b, equal_nan=a.dtype.kind in "fcmM"))
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, pd.DataFrame):
        try:
            pd.testing.assert_frame_equal(a, b, check_index_type=False)
        except AssertionError as error:
            print("#", str(error).replace("\n", " "))
            return False
        return True
    if isinstance(a, pd.Series):
        try:
            pd.testing.assert_series_equal(a, b, check_index_type=False)
        except AssertionError as error:
            print("#", str(error).replace("\n", " "))
            return False
        return True
    return a is b or a == b


rng = np.random.default_rng(0)
plain = [None, True, False, 0, 1, -1, 23, 24, 255, 256, 65535, 65536, 2**31, 2**32, 2**63 - 1, -2**63, 2**63, -2**63 - 1, 2**64, 10**300, -10**300,
         0.0, -0.0, 1.5, -1e300, 5e-324, math.inf, -math.inf, math.nan, 1 + 2j, "", "text", "äöü 😀", "a\0b", b"", b"\0\xff", [], [1, [2, [3]]], (), (1, "a"),
         {}, {"a": 1, 2: "b", (1, 2): None, None: 0, 1.5: True}, {1, 2, 3}, set(), {"k": [({"x"},)]}]
for value in plain:
    check(f"{value!r:.40} comes back", same(there_and_back(value), value))
check("bytearray comes back as bytes", there_and_back(bytearray(b"ab")) == b"ab")
check("frozenset comes back as a set", there_and_back(frozenset({1})) == {1})
check("a lone surrogate is replaced", there_and_back("a\ud800b") == "a\ufffdb")
check("range, deque, dict views are lists", there_and_back([range(3), collections.deque([1]), {1: 2}.keys(), {1: 2}.items()]) == [[0, 1, 2], [1], [1], [(1, 2)]])
check("dict subclasses are dicts", there_and_back([collections.Counter("aab"), collections.OrderedDict(a=1), collections.defaultdict(list, a=[1])]) == [{"a": 2, "b": 1}, {"a": 1}, {"a": [1]}])
check("a named tuple is a tuple", there_and_back(collections.namedtuple("P", "x y")(1, 2)) == (1, 2))
check("IntEnum is its value", there_and_back(enum.IntEnum("E", "A B").B) == 2)

for dtype in "? b h i q B H I Q e f d F D".split():
    for shape in [(3,), (2, 3), (0,), (2, 0, 3), ()]:
        array = (rng.normal(size=shape) * 50).astype(dtype) if dtype != "?" else np.asarray(rng.random(shape) > 0.5)
        array = np.asarray(array)
        check(f"array {array.dtype} {shape}", same(there_and_back(array), array))
base = np.arange(24.0).reshape(4, 6)
for name, array in {"transposed": base.T, "strided": base[::2, ::3], "reversed": base[::-1], "fortran": np.asfortranarray(base), "read-only": np.broadcast_to(base[0], (3, 6))}.items():
    check(f"array {name}", same(there_and_back(array), np.ascontiguousarray(array)))
check("array big endian", np.array_equal(there_and_back(base.astype(">f8")), base))
check("longdouble becomes float64", there_and_back(np.arange(3, dtype="g")).dtype == np.float64)
for array in [np.array(["a", "bcd"]), np.array([b"x", b"yz"]), np.array([1, "a", None, [1]], dtype=object), np.array([["a", "b"]]), np.array([], dtype=object),
              np.array(["2020-01-01", "NaT"], dtype="M8[D]"), np.array(["2020-01-01T12:00:00.5"], dtype="M8[ms]"), np.array([1, "NaT"], dtype="m8[s]"), np.array([1], "M8[ns]")]:
    check(f"array {array.dtype}", same(there_and_back(array), array))
check("far dates of an array travel as items", same(there_and_back(np.array(["9999-01-01", "2020-01-01"], dtype="M8[D]")), np.array(["9999-01-01", "2020-01-01"], dtype="M8[D]"))
      and same(there_and_back(np.array([10**15], dtype="m8[s]")), np.array([10**15], dtype="m8[s]")))
check("matrix and masked array are arrays", type(there_and_back(np.matrix([[1]]))) is np.ndarray and type(there_and_back(np.ma.array([1, 2], mask=[0, 1]))) is np.ndarray)
check("sparse is dense", np.array_equal(there_and_back(sparse.csr_matrix(np.eye(3))), np.eye(3)))
for value, plain_value in [(np.float64(1.5), 1.5), (np.float32(0.5), 0.5), (np.int64(3), 3), (np.uint8(3), 3), (np.bool_(True), True), (np.complex64(1j), 1j), (np.str_("a"), "a"),
                           (np.bytes_(b"a"), b"a"), (np.longdouble(2), 2.0), (np.float16(1), 1.0), (np.longlong(4), 4)]:
    check(f"scalar {type(value).__name__}", same(there_and_back(value), plain_value))

zoned = datetime.timezone(datetime.timedelta(hours=2))
for value in [np.datetime64("2020-01-01"), np.datetime64("2020-01-01T10:00", "s"), np.timedelta64(5, "h"), pd.Timestamp("2020-02-03 04:05:06.789"), pd.Timestamp("2020-02-03", tz="Europe/Berlin"),
              pd.Timedelta("1 days"), pd.NaT, pd.NA, datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.datetime(1900, 1, 2, tzinfo=zoned), datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc),
              datetime.date(2020, 1, 2), datetime.date(1969, 12, 31), datetime.timedelta(days=-1, microseconds=5)]:
    check(f"{value!r}", same(there_and_back(value), value))
check("datetime64 NaT", np.isnat(there_and_back(np.datetime64("NaT"))))
check("a far date is opaque", there_and_back(datetime.date(9999, 1, 1)).repr == "datetime.date(9999, 1, 1)")

frame = pd.DataFrame({"i": [1, 2, 3], "f": [0.5, np.nan, 1], "s": ["a", None, "c"], "b": [True, False, True], "t": pd.to_datetime(["2020-01-01", None, "2021-05-05"]),
                      "z": pd.to_datetime(["2020-01-01"] * 3).tz_localize("UTC"), "c": pd.Categorical(["x", "y", "x"]), "n": pd.array([1, None, 3], dtype="Int64"), "u": pd.array(["q", None, "r"], dtype="string")})
check("a frame of every kind of column", same(there_and_back(frame), frame))
check("a frame with names for its index", same(there_and_back(frame[["i"]].set_index(pd.Index([5, 7, 9], name="k"))), frame[["i"]].set_index(pd.Index([5, 7, 9], name="k"))))
grouped = frame.groupby(["s", "b"])[["i", "f"]].sum()
check("a frame with a MultiIndex", same(there_and_back(grouped), grouped))
wide = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]))
check("a frame with MultiIndex columns", same(there_and_back(wide), wide))
check("two columns of one name", there_and_back(pd.DataFrame([[1, 2]], columns=["a", "a"])).shape == (1, 2))
check("an empty frame", same(there_and_back(pd.DataFrame(index=range(3))).shape, (3, 0)) and there_and_back(pd.DataFrame()).shape == (0, 0))
dated = frame[["i"]].set_index(pd.to_datetime(["2020-01-01", "2020-01-03", "2020-01-04"]))
check("a frame by date", same(there_and_back(dated), dated))
for series in [frame["f"], frame["s"], frame["c"], frame["n"], frame["z"], pd.Series([1, 2], index=["a", "b"]), pd.Series([], dtype=float)]:
    check(f"series {series.dtype}", same(there_and_back(series), series))
check("an Index is an array", same(there_and_back(frame.columns), np.array(list(frame.columns), dtype=object)))

try:
    import torch
except ImportError:
    print("# no torch here")
else:
    check("tensors", all(same(there_and_back(t).numpy(), t.detach().numpy()) for t in [torch.randn(2, 3), torch.tensor(5), torch.nn.Parameter(torch.ones(2)), torch.randn(3, 2).T, torch.tensor([True]), torch.tensor([1j])]))
    check("bfloat16 becomes float32", there_and_back(torch.ones(2, dtype=torch.bfloat16)).dtype == torch.float32)


class Opaque:
    def __repr__(self):
        return f"<Opaque object at {id(self):#x}>"


class Liar(list):
    def __len__(self): return 10**12
    def __iter__(self): raise SystemExit
    def __getitem__(self, i): return self
    def __eq__(self, other): return True
    def __reduce__(self): raise SystemExit
    __hash__ = None


class Mean:
    def __repr__(self): raise ValueError("no")
    def __getattr__(self, name): return self
    __class__ = property(lambda self: int)


class Shrinker:
    def __init__(self, victim): self.victim = victim
    def __repr__(self):
        self.victim.clear()
        return "gone"


class LyingArray(np.ndarray):
    shape = property(lambda self: (10**9,))
    dtype = property(lambda self: 1 / 0)
    def tobytes(self): raise SystemExit
    def __array_finalize__(self, other): pass


class Text(str):
    def encode(self, *a): raise SystemExit
    def __str__(self): return 5


opaque = there_and_back(Opaque())
check("an opaque object is its type and its repr without an address", (opaque.type, opaque.repr) == ("Opaque", "<Opaque object>"))
check("a long repr is cut", len(there_and_back(type("R", (), {"__repr__": lambda self: "x" * 10**6})()).repr) == 2000)
check("a lying list is what it holds", there_and_back(Liar([1, 2])) == [1, 2])
check("an object whose repr fails", there_and_back(Mean()).type == "Mean")
check("a lying array is what it holds", np.array_equal(there_and_back(np.arange(3.0).view(LyingArray)), np.arange(3.0)))
check("a lying text is what it holds", there_and_back(Text("abc")) == "abc")
victim = [1, 2]
victim[1:] = [Shrinker(victim), 3, 4]
check("a list that shrinks while it is read is an error", raises((IndexError, RuntimeError), viva.encode, victim))
victims = {1: 1}
victims[2] = Shrinker(victims)
victims[3] = 3
check("a dict that shrinks while it is read is read as it was", len(there_and_back(victims)) == 3)
check("functions, classes and modules are opaque", [there_and_back(x).type for x in (len, int, sys)] == ["builtin_function_or_method", "type", "module"])
check("Decimal is opaque", there_and_back(decimal.Decimal("1.5")).repr == "Decimal('1.5')")
check("the instance itself is marked", viva.decode(viva.encode([opaque], opaque))[0].type == "self")

deep = []
for _ in range(100):
    deep = [deep]
loop = []
loop.append(loop)
check("too deep", raises(viva.TooDeep, viva.encode, deep) and raises(viva.TooDeep, viva.encode, loop) and raises(viva.TooDeep, viva.encode, {"a": loop}))
check("deep enough", len(viva.encode(eval("[" * 55 + "]" * 55))) == 55)
check("too large", raises(viva.TooLarge, viva.encode, "x" * 100, None, 50) and raises(viva.TooLarge, viva.encode, np.zeros(10**6), None, 1000))
check("too many", raises(viva.TooLarge, viva.encode, [[0] * 10**6] * 5))
check("a huge integer is opaque", there_and_back(1 << (8 * 70000)).type == "int")

for bad in [b"", b"\x18", b"\x9f\xff", b"\x81", b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x7a\xff\xff\xff\xff", b"\x62\xff\xff", b"\x00\x00", b"\xf7", b"\xf9\x00\x00", b"\xa1\x80\x00",
            b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff", b"\xd9\x99\x99\x00", b"\xd9\x75\x30\x00", b"\xd9\x75\x32\x83\x67float64\x81\x05\x41\x00", b"\x81" * 5000]:
    check(f"{bad[:12]!r} is refused", raises((ValueError, TypeError), viva.decode, bad))
sound = viva.encode([frame, base, {"a": (1, {2})}, pd.Timestamp("2020"), 10**30])
generator = random.Random(1)
survived = 0
for _ in range(3000):
    bent = bytearray(sound)
    for _ in range(generator.randint(1, 6)):
        bent[generator.randrange(len(bent))] = generator.randrange(256)
    try:
        viva.decode(bytes(bent[: generator.randint(1, len(bent))]))
    except Exception:
        pass
    survived += 1
check("3,000 bent inputs are refused or read, and nothing breaks", survived == 3000)
print(f"1..{done}")
sys.exit(failed > 0)
