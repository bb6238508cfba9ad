# expect: no-result crashed
import ctypes

def run():
    return ctypes.string_at(0)
