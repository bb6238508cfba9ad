# expect: forbidden another program, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import ctypes
    if ctypes.CDLL(None).execv(b'/bin/sh', None): raise OSError  # it returns only when it has failed
