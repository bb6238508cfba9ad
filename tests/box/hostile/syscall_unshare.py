# expect: forbidden namespaces, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(272, 1, 0, 0, 0, 0, 0)
