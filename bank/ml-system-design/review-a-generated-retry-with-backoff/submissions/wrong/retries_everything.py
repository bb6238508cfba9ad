# mistake: tries again whatever the status is
# says: A 400 will be a 400 again. Only the statuses of the list may pass by themselves.
PASSING = {429, 500, 502, 503, 504}


def call_with_retry(replies, attempts, base, cap):
    if attempts < 1:
        raise ValueError("one attempt at least")
    waits = []
    for i in range(attempts):
        status, retry_after = replies[i]
        if status == 200:
            return {"ok": True, "calls": i + 1, "waits": waits}
        if i + 1 == attempts:
            return {"ok": False, "calls": i + 1, "waits": waits}
        waits.append(max(min(cap, base * 2 ** i), retry_after or 0))
