# approach: tries each start of the conversation from the oldest on and takes the first that fits
def fit_context(messages, limit):
    system = [i for i, message in enumerate(messages) if message[0] == "system"]
    talk = [i for i, message in enumerate(messages) if message[0] != "system"]
    fixed = sum(messages[i][1] for i in system)
    for start in range(len(talk)):
        if fixed + sum(messages[i][1] for i in talk[start:]) <= limit:
            break
    else:
        raise ValueError("does not fit")
    users = [k for k in range(start, len(talk)) if messages[talk[k]][0] == "user"]
    return sorted(system + talk[users[0]:])
