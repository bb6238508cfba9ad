# expect: time-limit, seconds 0.2
import os

def run():
    os.read(3, 100)
