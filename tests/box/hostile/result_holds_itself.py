# expect: runtime-error nested
def run():
    loop = []
    loop.append(loop)
    return loop
