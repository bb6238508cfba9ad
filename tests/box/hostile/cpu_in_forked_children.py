# expect: time-limit, seconds 0.3
import os

def run():
    for _ in range(3):
        if os.fork() == 0:
            while True:
                pass
    os.wait()
