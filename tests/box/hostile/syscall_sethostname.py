# expect: forbidden the host, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(170, 1, 0, 0, 0, 0, 0)
