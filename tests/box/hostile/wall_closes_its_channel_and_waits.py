# expect: time-limit, seconds 0.2
import os, time

def run():
    os.close(3)
    time.sleep(600)
