"""A gradient against the loss that it claims to be of (`run: gradient:`): central differences, a component at a time.

With the step h = 6e-6 max(1, |x|), near the cube root of the machine's precision, a difference quotient errs by h^2 f'''/6 and by rounding, eps |f| / h, which are then of one size. A second
quotient at 2h removes the first error (Richardson) and, by how far the two are apart, says how much to believe: where that is not little beside the gradient
itself, or where the slopes on both sides stay apart, the loss has a kink and the component is not judged. Work is bounded: of many components some, evenly spread, are looked at.
"""
import numpy

MOST, TOLERANCE, DOUBT, STEP, EPS = 300, 1e-5, 1e-3, 6e-6, 2.3e-16


def check(loss, by, inputs, got):
    """"" or what is wrong with `got`: the gradient, or a dict, tuple or list with one for each name in `by`."""
    parts, says = parts_of(by, got)
    if says:
        return says
    seen = []  # (name, index, numeric, own, error)
    for name in by:
        point = numbers(inputs[name])
        own = numbers(parts[name])
        if own is None or own.shape != point.shape:
            return f"the gradient by {name} is {described(parts[name], own)}, but {name} has the shape {point.shape}"
        for flat in numpy.unique(numpy.linspace(0, point.size - 1, min(point.size, max(1, MOST // len(by)))).astype(int)) if point.size else ():
            seen.append((name, numpy.unravel_index(flat, point.shape), *numeric(loss, inputs, name, point, flat), own.ravel()[flat]))
    return judged(seen)


def parts_of(by, got):
    if len(by) == 1 and not isinstance(got, dict):
        return {by[0]: got}, ""
    if isinstance(got, dict):
        missing = [name for name in by if name not in got]
        return got, f"the gradient by {missing[0]} is missing" if missing else ""
    if isinstance(got, (tuple, list)) and len(got) == len(by):
        return dict(zip(by, got)), ""
    return {}, f"return {len(by)} gradients, by {', '.join(by)}; this is {type(got).__name__}"


def numbers(value):
    """A float64 array, or None."""
    try:
        array = numpy.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except Exception:
        return None


def described(value, array):
    return f"no array of numbers but {type(value).__name__}" if array is None else f"an array of shape {array.shape}"


def numeric(loss, inputs, name, point, flat):
    """(the derivative, how far to believe it)."""
    step = STEP * max(1.0, abs(point.ravel()[flat]))
    values = [at(loss, inputs, name, point, flat, shift * step) for shift in (-2, -1, 0, 1, 2)]
    near, far = (values[3] - values[1]) / (2 * step), (values[4] - values[0]) / (4 * step)
    bend, wide = abs(values[3] - 2 * values[2] + values[1]) / step, abs(values[4] - 2 * values[2] + values[0]) / (2 * step)
    rounding = 4 * EPS * max(abs(value) for value in values) / step
    kink = bend if bend > 0.75 * wide and bend > 100 * rounding else 0.0  # a curve bends half as much within half the step, a kink as much
    return (4 * near - far) / 3, abs(near - far) + rounding + kink


def at(loss, inputs, name, point, flat, shift):
    moved = point.copy()
    moved.ravel()[flat] += shift
    given = inputs[name]
    if type(given).__module__.partition(".")[0] == "torch":
        moved = type(given)(given.detach().double()).copy_(type(given)(given.detach().double()).new_tensor(moved))
    elif point.ndim == 0:
        moved = float(moved)
    return float(loss(**{**inputs, name: moved}))


def judged(seen):
    scale = max((abs(each[2]) for each in seen), default=0.0)
    sure = [each for each in seen if each[3] <= DOUBT * scale or each[3] <= 1e-7]
    if seen and not sure:
        raise ValueError("the loss has no derivative at this case: move the inputs away from its kinks")
    off = [each for each in sure if not abs(each[4] - each[2]) <= TOLERANCE * max(abs(each[2]), 1e-2 * scale) + 3 * each[3] + 1e-12]
    if not off:
        return ""
    name, index, true, error, own = off[0]
    place = f"{name}[{', '.join(str(int(i)) for i in index)}]" if index else name
    return f"the derivative by {place} is {own:.6g}, but the loss changes by {true:.6g} ({len(off)} of {len(sure)} components are off){ratio_of(sure, scale)}"


def ratio_of(sure, scale):
    """What all components have in common, when they do."""
    ratios = [each[4] / each[2] for each in sure if abs(each[2]) > 1e-3 * scale]
    middle = float(numpy.median(ratios)) if ratios else 0.0
    if len(ratios) < 2 or not numpy.isfinite(middle) or abs(middle) < 1e-9 or any(not abs(each / middle - 1) <= 1e-3 for each in ratios):
        return ""
    if abs(middle + 1) < 1e-3:
        return ": every component has the wrong sign"
    return f": every component is {middle:.4g} times what it should be"
