# expect: forbidden another root, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(155, 1, 0, 0, 0, 0, 0)
