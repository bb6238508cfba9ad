# expect: ok
import os

def run():
    read, write = os.pipe()
    if os.fork() == 0:
        os.write(write, b"from the child")
        os._exit(0)
    os.wait()
    return os.read(read, 100) == b"from the child"
