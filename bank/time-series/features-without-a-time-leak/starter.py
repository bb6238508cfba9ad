import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    """Return a DataFrame with the columns payments, mean_late and worst_late, one row an application."""
    raise NotImplementedError
