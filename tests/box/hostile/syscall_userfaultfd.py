# expect: forbidden page faults, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(323, 1, 0, 0, 0, 0, 0)
