# expect: output-limit larger
def run():
    row = [None] * 100000
    return [row] * 1000
