# mistake: skips a message that does not fit and goes on with older ones
# says: Put a message that is too long in the middle and a short question before it: the short one would still fit.
def fit_context(messages, limit):
    last = len(messages) - 1
    system = [i for i, (role, _) in enumerate(messages) if role == "system"]
    used = sum(messages[i][1] for i in system) + messages[last][1]
    if used > limit:
        raise ValueError("the system messages and the last message alone are too long")
    recent = [last]
    for i in range(last - 1, -1, -1):
        role, tokens = messages[i]
        if role == "system":
            continue
        if used + tokens > limit:
            continue
        recent.append(i)
        used += tokens
    while messages[recent[-1]][0] == "assistant":
        recent.pop()
    return sorted(system + recent)
