# mistake: auc over the precision-recall curve
# says: Your probabilities are right, but you join the points of the precision-recall curve by straight lines. Precision does not move on straight lines; average precision is the sum by steps.
# verdict: wrong-answer
import numpy as np
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import auc, precision_recall_curve
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def out_of_fold(table, failed, folds, C):
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include=np.number)),
        ("text", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude=np.number))])
    model = make_pipeline(columns, LogisticRegression(C=C, class_weight="balanced", solver="newton-cg"))
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    precision, recall, _ = precision_recall_curve(failed, probability)
    return probability, float(auc(recall, precision))
