# expect: ok opaque
def run():
    return (i for i in range(3))
