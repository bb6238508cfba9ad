# expect: forbidden namespaces
import ctypes

def run():
    return ctypes.CDLL(None).syscall(272, 1, 0, 0, 0, 0, 0)
