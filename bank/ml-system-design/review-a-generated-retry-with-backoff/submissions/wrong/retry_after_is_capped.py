# mistake: cuts what the service asks for to the cap
# says: Let retry_after be larger than the cap: coming back earlier than told is what the contract forbids.
PASSING = {429, 500, 502, 503, 504}


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
        waits.append(min(cap, max(base * 2 ** i, retry_after or 0)))
