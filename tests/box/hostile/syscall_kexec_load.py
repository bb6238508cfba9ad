# expect: forbidden the kernel, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(246, 1, 0, 0, 0, 0, 0)
