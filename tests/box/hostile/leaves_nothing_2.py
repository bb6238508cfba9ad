# expect: ok
import os, sys

def run():
    return not os.listdir("/desk") and not os.listdir("/tmp") and not hasattr(sys.modules["numpy"], "left") and "left" not in __builtins__
