# mistake: fits no intercept
# says: The intercept is missing, so that every prediction is about 3 too low. Leave fit_intercept at its default.
# verdict: wrong-answer
import numpy as np
from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    return LinearRegression(fit_intercept=False).fit(X, y).predict(new)
