"""The codec's Python half: values that encode.c and decode.c leave to Python (docs/wire.md).

`reduce` finds a type in a table of exact types, or one of its bases there, and takes the value apart with functions that were looked up before
any learner's code ran. `build` is the other direction. Loaded with builtins of its own (zygote.py); names from outside: `extension`.
"""
import collections
import datetime
import re
import types

try:
    import numpy as np
except ImportError:
    np = None
try:
    import pandas as pd
except ImportError:
    pd = None
try:
    import torch
except ImportError:
    torch = None
try:
    from scipy import sparse
except ImportError:
    sparse = None

ARRAY, TENSOR, FRAME, SERIES, TIME, SPAN, OPAQUE, COMPLEX, BIG, NEGATIVE = 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30001, 2, 3
NAT = -(1 << 63)
REPR, DENSE, BIGNUM = 2000, 1 << 22, 65536
TYPE_NAME = type.__dict__["__name__"].__get__
TYPE_BASES = type.__dict__["__mro__"].__get__
ADDRESS = re.compile(r" at 0x[0-9a-f]+").sub
EPOCH = datetime.datetime(1970, 1, 1)
EPOCH_UTC = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
DAY = datetime.timedelta(days=1)


class Opaque:
    """What stands for a value that could not travel, in the input of a check."""

    def __init__(self, type, repr):
        self.type, self.repr = type, repr

    def __repr__(self):
        return self.repr


def bignum(number):
    """(negative, magnitude); or a pair that encode.c writes as an opaque value when it is larger than may travel."""
    negative = int.__lt__(number, 0)
    magnitude = int.__invert__(number) if negative else int.__pos__(number)
    size = (int.bit_length(magnitude) + 7) // 8
    if size > BIGNUM:
        return (False, ["int", f"an integer of {size} bytes"])
    return (negative, int.to_bytes(magnitude, size, "big"))


# ---- arrays ----


def times_as_items(array):
    """Outside the range of nanoseconds: dates as text, spans as counts of their unit."""
    return np.datetime_as_string(array).ravel().tolist() if array.dtype.kind == "M" else array.ravel().astype("i8").tolist()


def reduce_array(array):
    array = as_array(array)
    dtype, kind = array.dtype, array.dtype.kind
    shape = list(array.shape)
    if kind in "biufc":
        if dtype.itemsize > (16 if kind == "c" else 8):
            array = array.astype("<c16" if kind == "c" else "<f8")
        array = array.astype(array.dtype.newbyteorder("<"), order="C", copy=False)
        return (ARRAY, [array.dtype.name, shape, TOBYTES(array)])
    if kind in "mM":
        nanoseconds = array.astype(dtype.str[1:3] + "[ns]")
        back = nanoseconds.astype(dtype)
        if ((back == array) | (np.isnat(back) & np.isnat(array))).all():
            return (ARRAY, [dtype.name, shape, TOBYTES(nanoseconds.astype("<i8", order="C"))])
        return (ARRAY, [dtype.name, shape, times_as_items(array)])
    name = dtype.name if kind in "OV" else dtype.str.lstrip("<>=|")
    return (ARRAY, ["object" if kind == "O" else "<" + name if kind == "U" else "|" + name if kind == "S" else name, shape, RAVEL(array).tolist()])


def reduce_extension(values):
    """pandas' own arrays: the items, under the name of their dtype."""
    items = list(values)
    return (ARRAY, [str(values.dtype), [len(items)], items])


def column(values):
    """A one-dimensional array of a Series or an Index."""
    if isinstance(values.dtype, np.dtype):
        return values.to_numpy()
    return extension_array(values.array)


class extension_array:
    def __init__(self, values):
        self.values = values


def index_of(index):
    """(index, its name): None where it only counts the rows."""
    if isinstance(index, pd.MultiIndex):
        return (list(index), tuple(index.names))
    if type(index) is pd.RangeIndex and index.start == 0 and index.step == 1:
        return (None, index.name)
    return (column(index), index.name)


def reduce_frame(frame):
    columns = [column(frame.iloc[:, i]) for i in range(frame.shape[1])]
    index, name = index_of(frame.index)
    return (FRAME, [frame.shape[0], list(frame.columns), columns, index, name])


def reduce_series(series):
    index, name = index_of(series.index)
    return (SERIES, [series.shape[0], series.name, column(series), index, name])


def reduce_index(index):
    if isinstance(index, pd.MultiIndex):
        return (0, list(index))
    if isinstance(index.dtype, np.dtype):
        return reduce_array(index.to_numpy())
    return reduce_extension(index.array)


def reduce_sparse(matrix):
    if matrix.shape[0] * matrix.shape[1] > DENSE:
        return opaque(matrix)
    return reduce_array(matrix.toarray())


def reduce_tensor(tensor):
    tensor = DETACH(tensor)
    if tensor.layout is not torch.strided:
        tensor = tensor.to_dense()
    tensor = tensor.cpu().resolve_conj().resolve_neg()
    if tensor.dtype is torch.bfloat16:
        tensor = tensor.float()
    array = tensor.numpy()
    return (TENSOR, [array.dtype.name, list(array.shape), TOBYTES(array)])


# ---- moments ----

def zone_name(moment):
    zone = moment.tzinfo
    if zone is None:
        return None
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if type(name) is str:
        return name
    if zone is datetime.timezone.utc:
        return "UTC"
    minutes = int(moment.utcoffset() / datetime.timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"


def moment(value, nanoseconds, kind, zone):
    if not NAT <= nanoseconds < -NAT:
        return opaque(value)
    return (TIME, [nanoseconds, kind, zone])


def reduce_datetime(value):
    start = EPOCH if value.tzinfo is None else EPOCH_UTC
    return moment(value, (value - start) // MICROSECOND * 1000, "datetime", zone_name(value))


def reduce_date(value):
    return moment(value, (value - EPOCH.date()) // DAY * 86400 * 10**9, "date", None)


def reduce_timestamp(value):
    return moment(value, int(value.value), "Timestamp", zone_name(value))


def in_nanoseconds(value):
    """Of a numpy moment or span; None when it does not fit."""
    if np.isnat(value):
        return NAT
    nanoseconds = value.astype(value.dtype.str[1:3] + "[ns]")
    return int(nanoseconds.astype("int64")) if nanoseconds.astype(value.dtype) == value else None


def reduce_datetime64(value):
    nanoseconds = in_nanoseconds(value)
    return opaque(value) if nanoseconds is None else (TIME, [nanoseconds, value.dtype.name, None])


def reduce_timedelta64(value):
    nanoseconds = in_nanoseconds(value)
    return opaque(value) if nanoseconds is None else (SPAN, [nanoseconds, value.dtype.name])


def reduce_timedelta(value):
    nanoseconds = value // MICROSECOND * 1000
    return (SPAN, [nanoseconds, "timedelta"]) if NAT <= nanoseconds < -NAT else opaque(value)


# ---- everything else ----

def opaque(value):
    kind = TYPE_NAME(type(value))
    try:
        text = repr(value)
        text = ADDRESS("", text)[:REPR] if type(text) is str else f"<{kind}>"
    except MemoryError:
        raise
    except Exception:
        text = f"<{kind} object>"
    return (OPAQUE, [kind, text])


def as_list(value):
    return (0, list(value))


def as_dict(value):
    return (0, dict(value))


TABLE = {range: as_list, collections.deque: as_list, type({}.keys()): as_list, type({}.values()): as_list, type({}.items()): as_list,
         type(collections.OrderedDict().keys()): as_list, types.MappingProxyType: as_dict, datetime.datetime: reduce_datetime,
         datetime.date: reduce_date, datetime.timedelta: reduce_timedelta,
         extension_array: lambda wrapped: reduce_extension(wrapped.values)}
SCALARS = {}

if np is not None:
    TOBYTES, RAVEL = np.ndarray.tobytes, np.ndarray.ravel

    def as_array(array, view=np.ndarray.view, plain=np.ndarray):
        return array if type(array) is plain else view(array, plain)

    TABLE[np.ndarray] = reduce_array
    TABLE[np.datetime64], TABLE[np.timedelta64] = reduce_datetime64, reduce_timedelta64
    for code in "bBhHiIlLqQpP":
        SCALARS[np.dtype(code).type] = "i"
    for code in "efdg":
        SCALARS[np.dtype(code).type] = "f"
    for code in "FDG":
        SCALARS[np.dtype(code).type] = "c"
    SCALARS[np.bool_] = "b"
if pd is not None:
    TABLE[pd.DataFrame], TABLE[pd.Series], TABLE[pd.Index] = reduce_frame, reduce_series, reduce_index
    TABLE[pd.api.extensions.ExtensionArray] = reduce_extension
    TABLE[pd.Timestamp] = reduce_timestamp
    TABLE[pd.Timedelta] = lambda value: (SPAN, [int(value.value), "Timedelta"])
    TABLE[type(pd.NaT)] = lambda value: (TIME, [NAT, "NaT", None])
if torch is not None:
    DETACH = torch._C._TensorBase.detach if hasattr(torch._C, "_TensorBase") else torch._C.TensorBase.detach
    TABLE[torch.Tensor] = TABLE[torch.nn.Parameter] = reduce_tensor
if sparse is not None:
    for kind in ("csr", "csc", "coo", "lil", "dok", "bsr", "dia"):
        for name in (kind + "_matrix", kind + "_array"):
            if hasattr(sparse, name):
                TABLE[getattr(sparse, name)] = reduce_sparse


def reduce(value):
    """(tag, structure) for encode.c; tag 0: the structure stands for the value."""
    kind = type(value)
    handler = TABLE.get(kind)
    if handler is None:
        for base in TYPE_BASES(kind):
            handler = TABLE.get(base)
            if handler is not None:
                break
    if handler is None:
        return opaque(value)
    try:
        return handler(value)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return opaque(value)  # a library's object that somebody has bent out of shape


# ---- the other direction ----

def build_array(parts):
    dtype, shape, data = parts
    if isinstance(data, bytes):
        if dtype[:8] in ("datetime", "timedelt"):
            array = np.frombuffer(data, "<i8").view("<M8[ns]" if dtype[0] == "d" else "<m8[ns]").astype(dtype)
        else:
            array = np.frombuffer(data, np.dtype(dtype).newbyteorder("<"))
        return array.reshape(shape).copy()
    if dtype[:10] in ("datetime64", "timedelta6") and "," not in dtype:
        return np.array(data, dtype=dtype).reshape(shape)
    if dtype == "object" or dtype[:1] in "<|":
        array = np.empty(len(data), dtype=dtype)
        array[:] = data
        return array.reshape(shape)
    if pd is not None:
        return build_extension(dtype, data)
    array = np.empty(len(data), dtype=object)
    array[:] = data
    return array.reshape(shape)


def build_extension(dtype, items):
    if dtype.startswith("datetime64[ns"):
        return pd.DatetimeIndex(items).array
    return pd.array(items, dtype=dtype)


def build_index(index, name, rows):
    if index is None:
        return pd.RangeIndex(rows, name=name)
    if isinstance(index, list):
        return pd.MultiIndex.from_tuples(index, names=name)
    return pd.Index(index, name=name)


def build_frame(parts):
    rows, names, columns, index, name = parts
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(rows))
    frame.index = build_index(index, name, rows)
    frame.columns = pd.MultiIndex.from_tuples(names) if names and isinstance(names[0], tuple) else names
    return frame


def build_series(parts):
    rows, name, values, index, index_name = parts
    return pd.Series(values, index=build_index(index, index_name, rows), name=name)


def build_tensor(parts):
    return torch.from_numpy(build_array(parts))


def build_time(parts):
    nanoseconds, kind, zone = parts
    if kind == "NaT":
        return pd.NaT if pd is not None else np.datetime64("NaT")
    if kind[:10] == "datetime64":
        return np.datetime64("NaT") if nanoseconds == NAT else np.datetime64(nanoseconds, "ns").astype(kind)
    if kind == "Timestamp":
        return pd.Timestamp(nanoseconds, tz=zone)
    if kind == "date":
        return EPOCH.date() + DAY * (nanoseconds // (86400 * 10**9))
    moment = EPOCH + datetime.timedelta(microseconds=nanoseconds // 1000)
    return moment if zone is None else moment.replace(tzinfo=datetime.timezone.utc).astimezone(find_zone(zone))


def find_zone(name):
    if name == "UTC":
        return datetime.timezone.utc
    if name[0] in "+-":
        return datetime.datetime.strptime(name, "%z").tzinfo
    import zoneinfo
    return zoneinfo.ZoneInfo(name)


def build_span(parts):
    nanoseconds, kind = parts
    if kind == "Timedelta":
        return pd.Timedelta(nanoseconds)
    if kind == "timedelta":
        return datetime.timedelta(microseconds=nanoseconds // 1000)
    return np.timedelta64("NaT") if nanoseconds == NAT else np.timedelta64(nanoseconds, "ns").astype(kind)


def build_opaque(parts):
    if parts[0] == "NAType" and pd is not None:
        return pd.NA
    return Opaque(parts[0], parts[1])


BUILDERS = {BIG: lambda magnitude: int.from_bytes(magnitude, "big"), NEGATIVE: lambda magnitude: -1 - int.from_bytes(magnitude, "big"),
            COMPLEX: lambda parts: complex(*parts), ARRAY: build_array, TENSOR: build_tensor, FRAME: build_frame, SERIES: build_series,
            TIME: build_time, SPAN: build_span, OPAQUE: build_opaque}


def build(tag, structure):
    builder = BUILDERS.get(tag)
    if builder is None:
        raise ValueError(f"the input is not sound: tag {tag}")
    return builder(structure)
