# approach: LinearRegression
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    return LinearRegression().fit(X, y).predict(new)
