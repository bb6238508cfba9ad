from viva import case


def cases():
    yield case("up again at the third call", replies=[[503, None], [503, None], [200, None]], attempts=3, base=1, cap=60,
               expected={"ok": True, "calls": 3, "waits": [1, 2]})
    # The service does not come back. How many calls, and how many waits?
