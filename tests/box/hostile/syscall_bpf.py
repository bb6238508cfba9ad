# expect: forbidden kernel programs
import ctypes

def run():
    return ctypes.CDLL(None).syscall(321, 1, 0, 0, 0, 0, 0)
