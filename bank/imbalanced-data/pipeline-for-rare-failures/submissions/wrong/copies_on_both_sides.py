# mistake: copies the failures before the split, so that copies land in other folds
# says: You balance by copying failures before the split and deal the copies out over the folds. The model is then fitted on copies of the very rows it is tested on. Balance inside the training part, or use class weights.
# verdict: wrong-answer
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def out_of_fold(table, failed, folds, C):
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include=np.number)),
        ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude=np.number))])
    model = make_pipeline(columns, LogisticRegression(C=C, max_iter=1000))
    rare = np.flatnonzero(failed == 1)
    copies = np.tile(rare, (failed == 0).sum() // len(rare) - 1)
    row = np.concatenate([np.arange(len(failed)), copies])
    fold = np.concatenate([folds, np.random.RandomState(0).choice(np.unique(folds), len(copies))])
    probability = np.empty(len(failed))
    for f in np.unique(folds):
        use = row[fold != f]
        model.fit(table.iloc[use], failed[use])
        probability[folds == f] = model.predict_proba(table[folds == f])[:, 1]
    return probability, float(average_precision_score(failed, probability))
