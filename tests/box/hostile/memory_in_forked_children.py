# expect: memory-limit, memory 64, seconds 4
import os, time

def run():
    for _ in range(8):
        if os.fork() == 0:
            hoard = b"x" * (48 << 20)
            time.sleep(30)
    time.sleep(30)
