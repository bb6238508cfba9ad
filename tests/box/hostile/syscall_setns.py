# expect: forbidden namespaces, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(308, 1, 0, 0, 0, 0, 0)
