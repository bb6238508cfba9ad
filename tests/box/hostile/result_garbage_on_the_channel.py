# expect: no-result
import os

def run():
    os.write(3, b"accepted" * 100)
    return True
