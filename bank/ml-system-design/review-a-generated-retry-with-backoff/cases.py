def is_seconds(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1e6


def is_reply(value):
    return (isinstance(value, (list, tuple)) and len(value) == 2 and isinstance(value[0], int) and 100 <= value[0] <= 599
            and (value[1] is None or is_seconds(value[1])))


def valid(case):
    if set(case.inputs) != {"replies", "attempts", "base", "cap"}:
        return "the arguments are replies, attempts, base and cap"
    replies, attempts, base, cap = (case.inputs[name] for name in ("replies", "attempts", "base", "cap"))
    if not isinstance(replies, list) or len(replies) > 50 or not all(map(is_reply, replies)):
        return "replies is a list of at most 50 [status, retry_after], with a status from 100 to 599 and seconds above 0 or None"
    if not isinstance(attempts, int) or isinstance(attempts, bool):
        return "attempts is an integer"
    if len(replies) < attempts:
        return "there must be a reply for each of the attempts"
    if not is_seconds(base) or not is_seconds(cap):
        return "base and cap are seconds above 0"
    return ""
