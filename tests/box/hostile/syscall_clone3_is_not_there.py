# expect: ok
import ctypes

def run():
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.syscall(435, bytes(88), 88) == -1 and ctypes.get_errno() == 38
