# expect: memory-limit, memory 64
def run():
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))
