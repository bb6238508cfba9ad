# expect: output-limit larger
import numpy as np

def run():
    return np.zeros(40 << 20, dtype="u1")
