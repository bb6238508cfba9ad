# expect: forbidden another program
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import os, sys
    os.execv('/usr/bin/python3.11', ['python3'])
