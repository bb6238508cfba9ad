# mistake: ignores when a row was booked
# says: You use rows that were booked after the application: the payment table of today, not of that morning. This is the leak of the backtest. Keep only rows booked before the day of scoring, for each application.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    pairs = asked.merge(payments, on="customer")
    recent = (pairs["due"] < pairs["day"]) & (pairs["due"] >= pairs["day"] - window)
    pairs = pairs[recent].sort_values("booked").drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"]).reindex(range(len(asked)))
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
