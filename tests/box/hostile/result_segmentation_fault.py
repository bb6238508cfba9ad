# expect: no-result segmentation fault (SIGSEGV), line 5
import ctypes

def run():
    return ctypes.string_at(0)
