# expect: forbidden namespaces, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
