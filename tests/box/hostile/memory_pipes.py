# expect: runtime-error more files
import os

def run():
    ends = []
    while True:
        ends.append(os.pipe())
