# expect: ok
import os

def run():
    os.chdir("/desk")
    os.mkfifo("fifo")
    os.symlink("/etc/shadow", "shadow")
    os.symlink("/proc/1/root", "root")
    os.symlink("loop", "loop")
    for name in ("shadow", "root/etc/shadow", "loop"):
        try:
            open(name)
        except OSError:
            continue
        return "opened " + name
    return True
