# expect: no-result aborted (SIGABRT), line 5
import os

def run():
    os.abort()
