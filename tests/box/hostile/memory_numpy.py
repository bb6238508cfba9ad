# expect: memory-limit, memory 64
import numpy as np

def run():
    return np.ones((1 << 14, 1 << 14)).sum()
