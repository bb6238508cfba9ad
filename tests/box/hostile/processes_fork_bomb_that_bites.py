# expect: time-limit or runtime-error, seconds 0.3
import os

def run():
    while True:
        try:
            os.fork()
        except OSError:
            pass
