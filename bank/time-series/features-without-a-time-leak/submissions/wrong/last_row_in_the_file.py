# mistake: takes the last row in the order of the file
# says: For a corrected payment you take the row that stands last in the file. The file has no order; the newest row is the one with the largest booked. Sort before you keep the last.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    pairs = asked.merge(payments, on="customer")
    known = pairs["booked"] < pairs["day"]
    recent = (pairs["due"] < pairs["day"]) & (pairs["due"] >= pairs["day"] - window)
    pairs = pairs[known & recent].drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"]).reindex(range(len(asked)))
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
