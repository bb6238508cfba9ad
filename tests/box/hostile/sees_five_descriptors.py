# expect: ok
import os

def run():
    there = []
    for fd in range(64):
        try:
            os.fstat(fd)
            there.append(fd)
        except OSError:
            pass
    return there == [0, 1, 2, 3, 5] or str(there)
