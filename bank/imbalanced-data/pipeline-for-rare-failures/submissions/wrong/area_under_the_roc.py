# mistake: reports the ROC area
# says: You report the area under the ROC curve. With 5% failures it looks good while most alarms are false. Average precision was asked for.
# verdict: wrong-answer
import numpy as np
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def out_of_fold(table, failed, folds, C):
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include=np.number)),
        ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude=np.number))])
    model = make_pipeline(columns, LogisticRegression(C=C, class_weight="balanced", solver="newton-cg"))
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    return probability, float(roc_auc_score(failed, probability))
