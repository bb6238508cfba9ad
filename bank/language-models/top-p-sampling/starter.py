import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    """Return one token id a row, drawn from the row's nucleus with the uniform number of that row."""
    raise NotImplementedError
