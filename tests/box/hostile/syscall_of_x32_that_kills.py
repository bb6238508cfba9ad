# expect: forbidden another architecture, line 5
import ctypes

def run():
    return ctypes.CDLL(None).syscall(0x40000000 | 62, 2, 9)
