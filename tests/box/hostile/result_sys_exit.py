# expect: runtime-error SystemExit
import sys

def run():
    sys.exit(0)
