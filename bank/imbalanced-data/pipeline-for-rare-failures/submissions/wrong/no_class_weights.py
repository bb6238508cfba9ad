# mistake: an unweighted logistic regression
# says: You leave the classes as they are, so your probabilities stay near the base rate. Balanced weights were asked for: class_weight="balanced", computed on the fitted rows.
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
    model = make_pipeline(columns, LogisticRegression(C=C, solver="newton-cg"))
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    return probability, float(average_precision_score(failed, probability))
