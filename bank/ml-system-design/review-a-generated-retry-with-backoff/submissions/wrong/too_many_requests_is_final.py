# mistake: takes 429 for an error of the caller and gives up
# says: All of 400 to 499 looks alike, and 429 is the one that passes. Let a 429 be followed by a 200.
PASSING = {500, 502, 503, 504}


def call_with_retry(replies, attempts, base, cap):
    if attempts < 1:
        raise ValueError("one attempt at least")
    waits = []
    for i in range(attempts):
        status, retry_after = replies[i]
        if status == 200:
            return {"ok": True, "calls": i + 1, "waits": waits}
        if status not in PASSING or i + 1 == attempts:
            return {"ok": False, "calls": i + 1, "waits": waits}
        waits.append(max(min(cap, base * 2 ** i), retry_after or 0))
