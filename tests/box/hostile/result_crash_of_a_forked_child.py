# expect: runtime-error ValueError, line 7
import os

def run():
    if os.fork() == 0:
        os.abort()
    raise ValueError(os.wait()[1])
