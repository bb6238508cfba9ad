# expect: forbidden profiling, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(298, 1, 0, 0, 0, 0, 0)
