# expect: forbidden another program, line 11
def run():
    try:
        attempt()
    except BaseException:
        return True
    return "it got through"

def attempt():
    import subprocess
    subprocess.run(['/bin/sh', '-c', 'id'])
