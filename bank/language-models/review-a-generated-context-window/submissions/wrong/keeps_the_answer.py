# mistake: keeps an assistant message whose question was cut off
# says: Cut between a question and its answer.
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
            break
        recent.append(i)
        used += tokens
    return sorted(system + recent)
