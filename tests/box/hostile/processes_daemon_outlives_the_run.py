# expect: ok
import os, time

def run():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.close(1), os.close(2), os.close(3)
            time.sleep(600)
        os._exit(0)
    return True
