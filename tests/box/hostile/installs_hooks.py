# expect: ok
import sys, atexit, gc, threading

def broken(*args):
    raise SystemExit("hook")

def run():
    sys.excepthook = sys.unraisablehook = broken
    sys.displayhook = broken
    atexit.register(broken)
    gc.callbacks.append(lambda *args: None)
    threading.excepthook = broken
    sys.setrecursionlimit(60)
    return True
