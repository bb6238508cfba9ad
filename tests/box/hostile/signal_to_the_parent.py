# expect: forbidden a signal
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import os
    os.kill(os.getppid(), 9)
