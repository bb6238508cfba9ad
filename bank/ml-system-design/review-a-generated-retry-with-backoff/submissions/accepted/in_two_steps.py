# approach: finds out first how many calls are made, then how long each gap is
def call_with_retry(replies, attempts, base, cap):
    if attempts < 1:
        raise ValueError(attempts)
    used = replies[:attempts]
    final = [i for i, (status, _) in enumerate(used) if status not in (429, 500, 502, 503, 504)]
    calls = final[0] + 1 if final else attempts
    waits = []
    for i, (_, asked) in enumerate(used[: calls - 1]):
        backoff = min(cap, base * 2**i)
        waits.append(backoff if asked is None else max(backoff, asked))
    return {"ok": used[calls - 1][0] == 200, "calls": calls, "waits": waits}
