# expect: time-limit, seconds 0.3
import re

def run():
    return re.match(r"(a+)+$", "a" * 64 + "b")
