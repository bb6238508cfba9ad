# expect: forbidden the kernel, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(167, 1, 0, 0, 0, 0, 0)
