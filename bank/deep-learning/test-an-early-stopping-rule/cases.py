import math


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def valid(case):
    if set(case.inputs) != {"losses", "patience", "min_delta"}:
        return "the arguments are losses, patience and min_delta"
    losses, patience, min_delta = (case.inputs[name] for name in ("losses", "patience", "min_delta"))
    if not isinstance(losses, list) or not all(map(is_number, losses)):
        return "losses is a list of finite numbers"
    if len(losses) > 1000:
        return "1,000 epochs are plenty"
    if not isinstance(patience, int) or isinstance(patience, bool):
        return "patience is an integer"
    if not is_number(min_delta):
        return "min_delta is a finite number"
    return ""
