# expect: time-limit, seconds 0.2
import os, signal

def run():
    os.kill(os.getpid(), signal.SIGSTOP)
    return True
