# mistake: the formula as it stands
# says: You compute 1 - p and then 1 - the product. Below 5e-17 the first rounds to 1, and the logarithm of what is left is -inf: the rare cases, about which you were asked, are gone. Stay in logarithms and use log1p and expm1.
# verdict: wrong-answer
import numpy as np


def none_and_any(log_p):
    none = np.prod(1 - np.exp(log_p), axis=1)
    with np.errstate(divide="ignore"):
        return np.log(none), np.log(1 - none)
