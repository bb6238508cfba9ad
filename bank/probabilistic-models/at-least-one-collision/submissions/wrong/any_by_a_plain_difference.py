# mistake: precise for none, 1 - exp for any
# says: Your log_none keeps its digits, and then 1 - exp(log_none) throws them away: for a tiny log_none that is 0. The second step has the same form as the first; use the same function.
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.where(x > -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    with np.errstate(divide="ignore"):
        return log_none, np.log(1 - np.exp(log_none))
