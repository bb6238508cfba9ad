# expect: no-result arithmetic error (SIGFPE), line 8
import ctypes, mmap

def run():
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\x31\xc9\x31\xd2\xb8\x01\x00\x00\x00\xf7\xf1\xc3")  # ecx = edx = 0; eax = 1; div ecx; ret
    divide = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    return divide()
