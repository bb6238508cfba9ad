# approach: works at once, works later, never works
# exposes: 2
from viva import case


def cases():
    yield case("at once", replies=[[200, None]], attempts=1, base=1, cap=60, expected={"ok": True, "calls": 1, "waits": []})
    yield case("later", replies=[[503, None], [200, None]], attempts=2, base=1, cap=60, expected={"ok": True, "calls": 2, "waits": [1]})
    yield case("never", replies=[[503, None], [503, None], [503, None]], attempts=2, base=1, cap=60, expected={"ok": False, "calls": 2, "waits": [1]})
    yield case("no attempt", replies=[], attempts=0, base=1, cap=60, raises="ValueError")
