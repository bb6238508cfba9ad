# mistake: adds the probabilities up
# says: You add the probabilities up to get that of at least one. That is an upper bound: it counts days with two collisions twice, and its logarithm can pass 0. Take 1 minus the probability of none.
# verdict: wrong-answer
import numpy as np


def log_of_the_rest(x):
    with np.errstate(divide="ignore"):
        return np.where(x > -np.log(2), np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


def none_and_any(log_p):
    log_none = log_of_the_rest(log_p).sum(axis=1)
    with np.errstate(divide="ignore"):
        return log_none, np.log(np.exp(log_p).sum(axis=1))
