# mistake: 0 or 1 instead of a probability
# says: You return the predicted class, so all rows on one side of 0.5 are tied and the ranking is lost. Ask for predict_proba.
# verdict: wrong-answer
import numpy as np
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def out_of_fold(table, failed, folds, C):
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include=np.number)),
        ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude=np.number))])
    model = make_pipeline(columns, LogisticRegression(C=C, class_weight="balanced", solver="newton-cg"))
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds)).astype(float)
    return probability, float(average_precision_score(failed, probability))
