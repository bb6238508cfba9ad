import numpy as np


def none_and_any(log_p):
    """Return (log_none, log_any): the log-probabilities that none, and that at least one, of each row's events happens."""
    raise NotImplementedError
