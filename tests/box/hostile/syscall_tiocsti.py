# expect: forbidden terminals, line 5
import ctypes

def run():
    return ctypes.CDLL(None).ioctl(0, 0x5412, b"x")
