# expect: memory-limit or time-limit, memory 64, seconds 1
def run():
    hoard = []
    while True:
        try:
            hoard.append(bytearray(1 << 16))
        except MemoryError:
            pass
