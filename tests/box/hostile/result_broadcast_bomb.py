# expect: memory-limit or output-limit
import numpy as np

def run():
    return np.broadcast_to(np.float64(1), (1 << 20, 1 << 20))
