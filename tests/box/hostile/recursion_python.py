# expect: runtime-error RecursionError
def deeper(n):
    return deeper(n + 1)

def run():
    return deeper(0)
