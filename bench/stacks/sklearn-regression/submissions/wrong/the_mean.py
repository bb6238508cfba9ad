# mistake: predicts the mean
# says: Every row gets the mean of y. Use the columns.
# verdict: wrong-answer
import numpy as np
from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    return np.full(len(new), np.mean(y))
