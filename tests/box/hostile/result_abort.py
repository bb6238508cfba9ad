# expect: no-result crashed
import os

def run():
    os.abort()
