# approach: the odds p / (1 - p) instead of 1 - p: log(1 - p) is -log(1 + odds), and no difference is taken but expm1
import numpy as np


def minus_log_one_plus_odds(x):
    with np.errstate(divide="ignore"):
        odds = np.exp(x) / np.abs(np.expm1(x))
        return -np.log1p(odds)


def none_and_any(log_p):
    log_none = minus_log_one_plus_odds(log_p).sum(axis=1)
    return log_none, minus_log_one_plus_odds(log_none)
