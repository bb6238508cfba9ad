# mistake: uses one column
# says: Only the first column is used. Fit all of them.
# verdict: wrong-answer
import numpy as np
from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    return LinearRegression().fit(X[:, :1], y).predict(new[:, :1])
