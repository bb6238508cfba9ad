# expect: ok
import os, struct

def run():
    os.write(3, struct.pack("<IIiIIIQ", 0x41564956, 0, 0, 0, 0, 0, 1) + b"\xf5")
    os._exit(0)
