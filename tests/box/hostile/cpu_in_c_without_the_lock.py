# expect: time-limit, seconds 0.3
import numpy as np

def run():
    a = np.ones((3000, 3000))
    while True:
        a = a @ a
