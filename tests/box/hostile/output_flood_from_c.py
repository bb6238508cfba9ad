# expect: output-limit
import os

def run():
    while True:
        os.write(2, b"y" * 4096)
