# expect: runtime-error more processes
import os, time

def run():
    while True:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
