# approach: one scikit-learn pipeline, fitted anew in each fold by cross_val_predict
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
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    return probability, float(average_precision_score(failed, probability))
