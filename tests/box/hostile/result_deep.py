# expect: runtime-error nested
def run():
    deep = {}
    for _ in range(100000):
        deep = {"a": deep}
    return deep
