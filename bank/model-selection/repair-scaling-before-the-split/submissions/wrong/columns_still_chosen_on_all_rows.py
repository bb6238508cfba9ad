# mistake: imputes and scales within the fold, but selects the columns before the split
# says: Filling and scaling are inside the folds now, but the columns are still chosen with the labels of all samples, the held ones included. This is the leak that matters most: put the selection inside as well.
# verdict: wrong-answer
import numpy as np
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    everything = StandardScaler().fit_transform(SimpleImputer(strategy="mean").fit_transform(X))
    pick = SelectKBest(f_regression, k=k).fit(everything, y)
    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        train, test = X[~held], X[held]
        fill = SimpleImputer(strategy="mean").fit(train)
        train, test = fill.transform(train), fill.transform(test)
        scale = StandardScaler().fit(train)
        train, test = scale.transform(train), scale.transform(test)
        model = Ridge(alpha=alpha).fit(pick.transform(train), y[~held])
        predictions[held] = model.predict(pick.transform(test))
        selected.append(np.flatnonzero(pick.get_support()).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
