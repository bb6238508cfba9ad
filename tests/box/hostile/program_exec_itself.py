# expect: forbidden another program, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import os, sys
    os.execv('/usr/bin/python3.11', ['python3'])
