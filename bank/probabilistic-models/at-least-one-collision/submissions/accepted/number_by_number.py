# approach: plain Python, one number at a time, with an exact sum
import math
import numpy as np


def rest(x):
    if x == 0.0:
        return -math.inf
    return math.log(-math.expm1(x)) if x > -1.0 else math.log1p(-math.exp(x))


def none_and_any(log_p):
    log_none = np.empty(len(log_p))
    log_any = np.empty(len(log_p))
    for i, row in enumerate(log_p.tolist()):
        terms = [rest(x) for x in row]
        log_none[i] = -math.inf if -math.inf in terms else math.fsum(terms)
        log_any[i] = rest(log_none[i])
    return log_none, log_any
