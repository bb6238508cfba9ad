# expect: forbidden a signal, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import os
    os.kill(-1, 9)
