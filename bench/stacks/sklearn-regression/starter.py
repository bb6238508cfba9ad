from sklearn.linear_model import LinearRegression


def fit_and_predict(X, y, new):
    raise NotImplementedError
