# expect: forbidden personality, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(135, 1, 0, 0, 0, 0, 0)
