# expect: forbidden the clock
import ctypes

def run():
    return ctypes.CDLL(None).syscall(164, 1, 0, 0, 0, 0, 0)
