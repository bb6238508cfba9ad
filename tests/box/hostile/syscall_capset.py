# expect: forbidden privileges, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(126, 1, 0, 0, 0, 0, 0)
