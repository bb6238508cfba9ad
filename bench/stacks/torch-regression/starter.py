import torch


def fit_and_predict(X, y, new):
    raise NotImplementedError
