# expect: runtime-error EOFError
def run():
    return input()
