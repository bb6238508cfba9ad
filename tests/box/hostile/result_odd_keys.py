# expect: ok
def run():
    class Key:
        def __hash__(self):
            return 1
        def __eq__(self, other):
            raise SystemExit
    value = {float("nan"): 1, (1, 2): 2, None: 3, Key(): 4}
    global result
    result = value
    return True
