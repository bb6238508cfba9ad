# mistake: goes on with a wait that the service once asked for
# says: Let the first reply ask for a long wait and the second one for none: the backoff goes on from where it was.
PASSING = {429, 500, 502, 503, 504}


def call_with_retry(replies, attempts, base, cap):
    if attempts < 1:
        raise ValueError("one attempt at least")
    waits, longest = [], 0
    for i in range(attempts):
        status, retry_after = replies[i]
        if status == 200:
            return {"ok": True, "calls": i + 1, "waits": waits}
        if status not in PASSING or i + 1 == attempts:
            return {"ok": False, "calls": i + 1, "waits": waits}
        longest = max(longest, retry_after or 0)
        waits.append(max(min(cap, base * 2 ** i), longest))
