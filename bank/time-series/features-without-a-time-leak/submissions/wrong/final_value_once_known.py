# mistake: knows when a payment was first booked, but takes its final value
# says: You check that a payment was known, and then take its final days_late. The correction of next month is still in the feature. Take the value of the last row that was known on that day.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    rows = payments.sort_values("booked")
    rows = rows.groupby(["payment", "customer", "due"], as_index=False).agg({"booked": "first", "days_late": "last"})
    pairs = asked.merge(rows, on="customer")
    known = pairs["booked"] < pairs["day"]
    recent = (pairs["due"] < pairs["day"]) & (pairs["due"] >= pairs["day"] - window)
    pairs = pairs[known & recent].sort_values("booked").drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"]).reindex(range(len(asked)))
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
