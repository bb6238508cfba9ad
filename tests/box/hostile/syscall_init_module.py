# expect: forbidden modules, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(175, 1, 0, 0, 0, 0, 0)
