# mistake: log(-expm1(x)) for all x
# says: You use log(-expm1(x)) everywhere. For a small probability -expm1(x) rounds to 1, and its logarithm is 0 instead of about -p. Below log(1/2), take log1p(-exp(x)).
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.log(-np.expm1(x))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    return log_none, log_of_the_rest(log_none)
