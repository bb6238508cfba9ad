# expect: forbidden another architecture, line 8
import ctypes, mmap

def run():
    """62 is kill of 64 bits, which is let through within the cell, and ustat of 32 bits; its arguments are those of a harmless kill."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\x53\xb8\x3e\x00\x00\x00\xbb\x02\x00\x00\x00\x31\xc9\xcd\x80\x5b\xc3")  # eax = 62; ebx = 2; ecx = 0; int 0x80
    answer = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    assert answer == -1, answer
    return True
