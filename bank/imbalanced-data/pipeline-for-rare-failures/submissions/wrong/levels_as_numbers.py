# mistake: codes the levels 0, 1, 2 and so on
# says: You turn levels into numbers 0, 1, 2 and scale them with the rest, which tells the model that site C is twice site B. Use one 0/1 column a level.
# verdict: wrong-answer
import numpy as np
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler


def out_of_fold(table, failed, folds, C):
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include=np.number)),
        ("text", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), make_column_selector(dtype_exclude=np.number))])
    model = make_pipeline(columns, LogisticRegression(C=C, class_weight="balanced", solver="newton-cg"))
    probability = cross_val_predict(model, table, failed, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    return probability, float(average_precision_score(failed, probability))
