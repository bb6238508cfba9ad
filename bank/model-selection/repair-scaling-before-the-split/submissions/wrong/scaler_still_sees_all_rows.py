# mistake: fills and selects within the fold, but scales with all rows
# says: The columns are chosen within the fold, but mean and deviation of the scaler still come from all samples, the held ones too. The effect is small here, and large when a fold is a new harvest. Fit the scaler on the training rows only.
# verdict: wrong-answer
import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    scale = StandardScaler().fit(SimpleImputer(strategy="mean").fit_transform(X))
    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        train, test = X[~held], X[held]
        fill = SimpleImputer(strategy="mean").fit(train)
        train, test = fill.transform(train), fill.transform(test)
        train, test = scale.transform(train), scale.transform(test)
        pick = SelectKBest(f_regression, k=k).fit(train, y[~held])
        model = Ridge(alpha=alpha).fit(pick.transform(train), y[~held])
        predictions[held] = model.predict(pick.transform(test))
        selected.append(np.flatnonzero(pick.get_support()).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
