# mistake: keeps the beginning of the conversation instead of its end
# says: Two questions with answers, and room for one of them: which one stays?
def fit_context(messages, limit):
    last = len(messages) - 1
    system = [i for i, (role, _) in enumerate(messages) if role == "system"]
    used = sum(messages[i][1] for i in system) + messages[last][1]
    if used > limit:
        raise ValueError("the system messages and the last message alone are too long")
    recent = [last]
    for i in range(last):
        role, tokens = messages[i]
        if role == "system":
            continue
        if used + tokens > limit:
            break
        recent.append(i)
        used += tokens
    while messages[min(recent)][0] == "assistant":
        recent.remove(min(recent))
    return sorted(system + recent)
