# expect: forbidden a signal
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import os
    os.kill(-1, 9)
