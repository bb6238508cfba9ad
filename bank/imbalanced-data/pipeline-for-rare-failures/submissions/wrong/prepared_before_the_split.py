# mistake: fits imputer, scaler and encoder on all rows
# says: You fit the median, the scale and the levels on all rows, so each fold has helped to prepare its own test. Put these steps into the pipeline, so that they are fitted on the other folds only.
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
    prepared = columns.fit_transform(table)
    model = make_pipeline(LogisticRegression(C=C, class_weight="balanced", solver="newton-cg"))
    probability = cross_val_predict(model, prepared, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    return probability, float(average_precision_score(failed, probability))
