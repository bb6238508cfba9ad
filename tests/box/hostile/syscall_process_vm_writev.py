# expect: forbidden another process, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(311, 1, 0, 0, 0, 0, 0)
