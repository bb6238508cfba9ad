# expect: forbidden another architecture, line 10
import ctypes, mmap, os

def run():
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    if os.fork() == 0:
        try:
            call()
        finally:
            os._exit(0)
    os.wait()
    return True
