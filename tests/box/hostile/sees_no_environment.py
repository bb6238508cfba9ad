# expect: ok
import os

def run():
    wanted = {"PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "MALLOC_ARENA_MAX", "MPLBACKEND", "LOKY_MAX_CPU_COUNT", "JOBLIB_MULTIPROCESSING"}
    return all(name in wanted or name.endswith("_THREADS") for name in os.environ) or str(dict(os.environ))
