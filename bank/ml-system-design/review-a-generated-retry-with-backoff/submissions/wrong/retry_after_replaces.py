# mistake: waits as long as the service asks for even where the backoff is longer
# says: Let retry_after be shorter than the backoff, a few retries in.
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
        waits.append(retry_after or min(cap, base * 2 ** i))
