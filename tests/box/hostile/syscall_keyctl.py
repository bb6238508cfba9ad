# expect: forbidden keyrings, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(250, 1, 0, 0, 0, 0, 0)
