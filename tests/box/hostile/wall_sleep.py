# expect: time-limit, seconds 0.2
import time

def run():
    time.sleep(600)
