# expect: ok
import os, socket

def run():
    return (os.getpid(), os.getppid(), os.getuid(), os.geteuid(), os.getgid(), os.uname().nodename) == (2, 0, 1000, 1000, 1000, "box") or str((os.getpid(), os.getppid(), os.getuid(), os.getgid()))
