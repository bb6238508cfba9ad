# approach: a sequence of replies for each sentence
# exposes: 8
from viva import case


def cases():
    yield case("stays down", replies=[[503, None]] * 3, attempts=3, base=1, cap=60, expected={"ok": False, "calls": 3, "waits": [1, 2]})
    yield case("a success too late", replies=[[500, None], [502, None], [200, None]], attempts=2, base=1, cap=60,
               expected={"ok": False, "calls": 2, "waits": [1]})
    yield case("a bad request is final", replies=[[400, None], [200, None]], attempts=2, base=1, cap=60, expected={"ok": False, "calls": 1, "waits": []})
    yield case("too many requests pass", replies=[[429, None], [200, None]], attempts=2, base=1, cap=60, expected={"ok": True, "calls": 2, "waits": [1]})
    yield case("told to wait beyond the cap", replies=[[503, 30], [200, None]], attempts=2, base=1, cap=4, expected={"ok": True, "calls": 2, "waits": [30]})
    yield case("told to wait less than the backoff", replies=[[503, None], [503, 1], [200, None]], attempts=3, base=2, cap=60,
               expected={"ok": True, "calls": 3, "waits": [2, 4]})
    yield case("the cap holds", replies=[[504, None]] * 4 + [[200, None]], attempts=5, base=1, cap=2, expected={"ok": True, "calls": 5, "waits": [1, 2, 2, 2]})
    yield case("asked once, not for ever", replies=[[503, 9], [503, None], [200, None]], attempts=3, base=1, cap=60,
               expected={"ok": True, "calls": 3, "waits": [9, 2]})
