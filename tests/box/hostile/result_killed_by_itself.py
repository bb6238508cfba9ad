# expect: no-result killed (SIGKILL)
import os, signal

def run():
    os.kill(os.getpid(), signal.SIGKILL)
