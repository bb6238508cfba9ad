import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    """Out-of-fold predictions of the protein content, their R2, and the columns that each fold used."""
    X = SimpleImputer(strategy="mean").fit_transform(X)
    X = StandardScaler().fit_transform(X)
    selector = SelectKBest(f_regression, k=k).fit(X, y)
    columns = np.flatnonzero(selector.get_support())
    X = X[:, columns]

    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        model = Ridge(alpha=alpha).fit(X[~held], y[~held])
        predictions[held] = model.predict(X[held])
        selected.append(columns.tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
