# mistake: fits a second imputer on the held fold
# says: Gaps in the held samples are filled with the means of the held samples. In production a sample arrives alone: fill it with the means of the training rows.
# verdict: wrong-answer
import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def cross_validated(X, y, folds, k, alpha):
    predictions = np.zeros(len(y))
    selected = []
    for fold in np.unique(folds):
        held = folds == fold
        train, test = pd.DataFrame(X[~held]), pd.DataFrame(X[held])
        test = test.fillna(test.mean()).fillna(train.mean()).to_numpy()
        train = train.fillna(train.mean()).to_numpy()
        scale = StandardScaler().fit(train)
        pick = SelectKBest(f_regression, k=k).fit(train, y[~held])
        model = Ridge(alpha=alpha).fit(pick.transform(scale.transform(train)), y[~held])
        predictions[held] = model.predict(pick.transform(scale.transform(test)))
        selected.append(pick.get_support(indices=True).tolist())
    return {"predictions": predictions, "r2": r2_score(y, predictions), "selected": selected}
