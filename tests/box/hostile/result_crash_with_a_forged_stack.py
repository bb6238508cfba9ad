# expect: no-result aborted (SIGABRT)
import os

def run():
    os.write(5, b'Fatal Python error\n  File "solution.py", line ' + b"9" * 100000)
    os.lseek(5, 0, os.SEEK_SET)
    os.abort()
