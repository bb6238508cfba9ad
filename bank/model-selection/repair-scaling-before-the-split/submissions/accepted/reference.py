# approach: one pipeline, fitted anew on the training rows of each fold
import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    predictions = np.empty(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        model = make_pipeline(SimpleImputer(strategy="mean"), StandardScaler(), SelectKBest(f_regression, k=k), Ridge(alpha=alpha))
        model.fit(X[~held], y[~held])
        predictions[held] = model.predict(X[held])
        selected.append(np.flatnonzero(model["selectkbest"].get_support()).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
