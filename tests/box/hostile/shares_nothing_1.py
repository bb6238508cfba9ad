# expect: ok
import ctypes, decimal, gc, locale, os, random, signal, sys, warnings
import numpy

KEY = 0x76697661

def run():
    """Leaves its mark on all that a next run might share with it; shares_nothing_2 looks."""
    libc = ctypes.CDLL(None)
    libc.shmget(KEY, 4096, 0o1666), libc.semget(KEY, 1, 0o1666), libc.msgget(KEY, 0o1666)
    libc.mq_open(b"/left", os.O_CREAT | os.O_RDWR, 0o666, None), libc.sem_open(b"/left", os.O_CREAT, 0o666, 1)
    for folder in ("/dev/shm", "/run", "/var/tmp", "/viva", "/usr/lib/python3", "/tmp", "/desk"):
        try:
            with open(folder + "/left-behind", "w") as file:
                file.write("left")
        except OSError:
            pass
    os.environ["LEFT"] = "1"
    random.seed(1), numpy.random.seed(1), libc.srand(1)
    numpy.seterr(all="ignore"), gc.disable(), sys.setrecursionlimit(5000), os.umask(0), os.chdir("/tmp")
    decimal.getcontext().prec = 3
    decimal.DefaultContext.prec = 3
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGUSR1, lambda *_: None)
    sys.path.append("/left")
    numpy.pi = 3
    return True
