ROLES = ("system", "user", "assistant")


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1_000_000


def valid(case):
    if set(case.inputs) != {"messages", "limit"}:
        return "the arguments are messages and limit"
    messages, limit = case.inputs["messages"], case.inputs["limit"]
    if not isinstance(messages, list) or not 1 <= len(messages) <= 200:
        return "messages is a list of 1 to 200 messages"
    for message in messages:
        if not isinstance(message, (list, tuple)) or len(message) != 2 or message[0] not in ROLES or not is_count(message[1]):
            return 'a message is [role, tokens], with a role of "system", "user" or "assistant" and 1 token or more'
    if messages[-1][0] != "user":
        return "the last message is from the user"
    if not is_count(limit):
        return "limit is an integer from 1"
    return ""
