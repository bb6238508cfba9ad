# mistake: log1p(-exp(x)) for all x
# says: You use log1p(-exp(x)) everywhere. For a probability near 1, exp(x) is rounded before it is subtracted from 1, and the few digits that matter are lost. Above log(1/2), take log(-expm1(x)).
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.log1p(-np.exp(x))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    return log_none, log_of_the_rest(log_none)
