import numpy as np
import pandas as pd


def out_of_fold(table, failed, folds, C):
    """Return (probability, average_precision): out-of-fold probabilities of a failure, and their average precision."""
    raise NotImplementedError
