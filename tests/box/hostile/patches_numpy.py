# expect: ok array
import numpy as np

def run():
    array = np.arange(3.0)
    def broken(*args, **kwargs):
        raise SystemExit("patched")
    for name in ("array", "asarray", "ndarray", "ascontiguousarray", "frombuffer", "dtype", "float64", "generic", "isnat", "array_equal"):
        setattr(np, name, broken)
    return array
