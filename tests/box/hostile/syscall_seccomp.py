# expect: forbidden filters
import ctypes

def run():
    return ctypes.CDLL(None).syscall(317, 1, 0, 0, 0, 0, 0)
