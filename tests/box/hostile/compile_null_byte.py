# expect: runtime-error null bytes
def run():
    return eval("1\0")
