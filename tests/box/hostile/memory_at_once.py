# expect: memory-limit, memory 64
def run():
    return len(bytearray(1 << 40))
