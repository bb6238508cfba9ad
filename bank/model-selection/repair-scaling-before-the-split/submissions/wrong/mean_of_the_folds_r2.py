# mistake: repairs the leaks and then averages the R2 of the folds
# says: The leaks are closed, but you average the R2 of the folds. Each fold then has its own mean as the yardstick. The script reports one R2 over all out-of-fold predictions; that was right and should stay.
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
        train, test = scale.transform(train), scale.transform(test)
        pick = SelectKBest(f_regression, k=k).fit(train, y[~held])
        model = Ridge(alpha=alpha).fit(pick.transform(train), y[~held])
        predictions[held] = model.predict(pick.transform(test))
        selected.append(np.flatnonzero(pick.get_support()).tolist())
    return {"predictions": predictions, "r2": np.mean([r2_score(y[folds == f], predictions[folds == f]) for f in np.unique(folds)]), "selected": selected}
