# approach: a plain loop over the folds; pandas prepares the columns (dummies reindexed to the fitted levels), scikit-learn fits with sample weights
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.utils.class_weight import compute_sample_weight


def out_of_fold(table, failed, folds, C):
    numbers = table.select_dtypes(include="number")
    text = table.drop(columns=numbers.columns).astype(str)
    probability = pd.Series(0.0, index=range(len(table)))
    for fold in sorted(set(folds.tolist())):
        held = folds == fold
        filled = numbers.fillna(numbers[~held].median())
        scaled = (filled - filled[~held].mean()) / filled[~held].std(ddof=0).replace(0.0, 1.0)
        if text.shape[1]:
            seen = pd.get_dummies(text[~held]).columns
            X = np.column_stack([scaled, pd.get_dummies(text).reindex(columns=seen).to_numpy(dtype=float)])
        else:
            X = scaled.to_numpy()
        model = LogisticRegression(C=C, max_iter=1000, tol=1e-6)
        model.fit(X[~held], failed[~held], sample_weight=compute_sample_weight("balanced", failed[~held]))
        probability[held] = model.predict_proba(X[held])[:, list(model.classes_).index(1)]
    precision, recall, _ = precision_recall_curve(failed, probability)
    return probability.to_numpy(), float(-np.sum(np.diff(recall) * precision[:-1]))
