# expect: forbidden the clock, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(164, 1, 0, 0, 0, 0, 0)
