# expect: no-result segmentation fault (SIGSEGV), line 13
import ctypes, mmap

def run():
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\x48\x81\xec\x00\x10\x00\x00\x6a\x00\xeb\xf5")  # sub rsp, 4096; push 0; and again
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return deeper(ctypes.CFUNCTYPE(ctypes.c_int)(address), 3)

def deeper(function, depth):
    if depth:
        return deeper(function, depth - 1)
    return function()
