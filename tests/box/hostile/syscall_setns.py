# expect: forbidden namespaces
import ctypes

def run():
    return ctypes.CDLL(None).syscall(308, 1, 0, 0, 0, 0, 0)
