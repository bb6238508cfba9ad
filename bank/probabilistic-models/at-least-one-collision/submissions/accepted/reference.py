# approach: log(1 - e^x) by two formulas that meet at one half, used twice
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.where(x > -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    return log_none, log_of_the_rest(log_none)
