# expect: forbidden handle, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(304, 1, 0, 0, 0, 0, 0)
