# mistake: the two formulas on the wrong sides
# says: You have both formulas, each on the wrong side of one half. expm1 saves the digits where x is near 0; log1p saves them where exp(x) is small.
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.where(x <= -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    return log_none, log_of_the_rest(log_none)
