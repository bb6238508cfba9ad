# mistake: calls fit_transform on the held fold
# says: You scale the held samples with their own mean and deviation (fit_transform on them). A single new sample would become all zeros. Use transform, with what the scaler learned from the training rows.
# verdict: wrong-answer
import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        train, test = X[~held], X[held]
        fill = SimpleImputer(strategy="mean").fit(train)
        train, test = fill.transform(train), fill.transform(test)
        scale = StandardScaler().fit(train)
        train, test = scale.transform(train), StandardScaler().fit_transform(test)
        pick = SelectKBest(f_regression, k=k).fit(train, y[~held])
        model = Ridge(alpha=alpha).fit(pick.transform(train), y[~held])
        predictions[held] = model.predict(pick.transform(test))
        selected.append(np.flatnonzero(pick.get_support()).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
