# expect: ok
import getpass, os, platform, numpy as np

def run():
    a = np.random.default_rng(0).normal(size=(80, 80))
    u, s, v = np.linalg.svd(a)
    os.cpu_count(), os.path.expanduser("~"), getpass.getuser(), platform.platform()
    return bool(np.allclose(u * s @ v, a) and np.allclose(np.linalg.inv(a) @ a, np.eye(80)))
