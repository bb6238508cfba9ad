# expect: forbidden another program
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import ctypes
    ctypes.CDLL(None).execv(b'/bin/sh', None)
