# expect: no-result
import os, struct

def run():
    os.write(3, struct.pack("<IIiIIIQ", 0x41564956, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff, 1 << 60))
    return True
