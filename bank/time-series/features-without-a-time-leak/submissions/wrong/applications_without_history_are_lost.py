# mistake: returns only applications that have payments
# says: Applications without a known payment are missing from your result, so the rows no longer belong to the applications beside them. New customers are the ones you most need to score: bring them back with reindex or a left join.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    pairs = asked.merge(payments, on="customer")
    known = pairs["booked"] < pairs["day"]
    recent = (pairs["due"] < pairs["day"]) & (pairs["due"] >= pairs["day"] - window)
    pairs = pairs[known & recent].sort_values("booked").drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"])
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
