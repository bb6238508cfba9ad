# mistake: keeps a system message only at the start of the conversation
# says: Systems speak up in the middle too. Put a second system message far back, where it would be cut off.
def fit_context(messages, limit):
    last = len(messages) - 1
    system = [i for i, (role, _) in enumerate(messages) if role == "system"][:1]
    used = sum(messages[i][1] for i in system) + messages[last][1]
    if used > limit:
        raise ValueError("the system messages and the last message alone are too long")
    recent = [last]
    for i in range(last - 1, -1, -1):
        role, tokens = messages[i]
        if i in system:
            continue
        if used + tokens > limit:
            break
        recent.append(i)
        used += tokens
    while messages[recent[-1]][0] == "assistant":
        recent.pop()
    return sorted(system + recent)
