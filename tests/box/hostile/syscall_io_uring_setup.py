# expect: forbidden io_uring, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(425, 1, 0, 0, 0, 0, 0)
