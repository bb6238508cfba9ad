# expect: forbidden another program
def run():
    try:
        attempt()
    except BaseException:
        pass
    return True

def attempt():
    import subprocess
    subprocess.run(['/bin/sh', '-c', 'id'])
