# mistake: scales and selects within the fold, but imputes before the split
# says: Scaler and selection are inside, but gaps are filled with means over all samples before the split, so a held reading reaches the training rows. Fit the imputer on the training rows and carry its means over.
# verdict: wrong-answer
import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    X = SimpleImputer(strategy="mean").fit_transform(X)
    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        train, test = X[~held], X[held]
        scale = StandardScaler().fit(train)
        train, test = scale.transform(train), scale.transform(test)
        pick = SelectKBest(f_regression, k=k).fit(train, y[~held])
        model = Ridge(alpha=alpha).fit(pick.transform(train), y[~held])
        predictions[held] = model.predict(pick.transform(test))
        selected.append(np.flatnonzero(pick.get_support()).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
