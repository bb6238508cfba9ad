# expect: ok
import ctypes, decimal, gc, os, random, signal, sys
import numpy

KEY = 0x76697661

def run():
    """What shares_nothing_1 left must not be here; the seed of a session of this suite is 7."""
    libc = ctypes.CDLL(None)
    folders = ("/dev/shm", "/run", "/var/tmp", "/viva", "/usr/lib/python3", "/tmp", "/desk")
    fresh = {
        "shared memory": libc.shmget(KEY, 0, 0) == -1, "semaphore": libc.semget(KEY, 0, 0) == -1, "queue": libc.msgget(KEY, 0) == -1,
        "posix queue": libc.mq_open(b"/left", os.O_RDWR) == -1, "files": not any(os.path.exists(folder + "/left-behind") for folder in folders),
        "environment": "LEFT" not in os.environ, "random": random.getstate() == random.Random(7).getstate(),
        "numpy's random": numpy.random.rand() == numpy.random.RandomState(7).rand(), "numpy's errors": numpy.geterr()["divide"] == "warn",
        "numpy": 3.14 < numpy.pi < 3.15, "collector": gc.isenabled(), "umask": os.umask(0o22) == 0o22, "folder": os.getcwd() == "/desk",
        "recursion": sys.getrecursionlimit() < 5000, "decimal": decimal.getcontext().prec == 28, "path": "/left" not in sys.path,
        "signal": signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL,
    }
    return all(fresh.values()) or str([name for name, holds in fresh.items() if not holds])
