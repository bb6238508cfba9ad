# expect: forbidden filters, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(317, 1, 0, 0, 0, 0, 0)
