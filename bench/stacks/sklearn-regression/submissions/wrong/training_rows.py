# mistake: predicts the training rows
# says: These are the predictions for the rows you fitted to. Predict new instead.
# verdict: wrong-answer
import numpy as np
from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    return LinearRegression().fit(X, y).predict(X)[: len(new)]
