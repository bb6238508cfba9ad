# expect: forbidden keyrings
import ctypes

def run():
    return ctypes.CDLL(None).syscall(250, 1, 0, 0, 0, 0, 0)
