# expect: forbidden hardware, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(172, 1, 0, 0, 0, 0, 0)
