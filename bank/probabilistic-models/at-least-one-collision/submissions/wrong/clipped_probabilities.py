# mistake: clips p to 1e-12 and 1 - 1e-12
# says: You clip probabilities to lie between 1e-12 and 1 - 1e-12. What was one in 10^30 becomes one in 10^12, what was impossible happens now and then, and what was certain may not.
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.where(x > -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


def none_and_any(log_p):
    log_p = np.log(np.clip(np.exp(log_p), 1e-12, 1 - 1e-12))
    log_none = log_of_the_rest(log_p).sum(axis=1)
    return log_none, log_of_the_rest(log_none)
