# mistake: applies the window to the day of booking
# says: Your window runs over the day of booking, not the day the payment was due. A late booking or a correction then brings an old payment back into the window. Known is about booked, the window is about due.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    pairs = asked.merge(payments, on="customer")
    known = pairs["booked"] < pairs["day"]
    recent = (pairs["due"] < pairs["day"]) & (pairs["booked"] >= pairs["day"] - window)
    pairs = pairs[known & recent].sort_values("booked").drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"]).reindex(range(len(asked)))
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
