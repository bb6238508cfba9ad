# mistake: takes attempts for the number of retries and makes one call more
# says: Give more replies than attempts, and let the next one be a success that must not be seen.
PASSING = {429, 500, 502, 503, 504}


def call_with_retry(replies, attempts, base, cap):
    if attempts < 1:
        raise ValueError("one attempt at least")
    waits = []
    for i in range(min(attempts + 1, len(replies))):
        status, retry_after = replies[i]
        if status == 200:
            return {"ok": True, "calls": i + 1, "waits": waits}
        if status not in PASSING or i + 1 == min(attempts + 1, len(replies)):
            return {"ok": False, "calls": i + 1, "waits": waits}
        waits.append(max(min(cap, base * 2 ** i), retry_after or 0))
