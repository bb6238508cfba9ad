# mistake: keeps the last row of each payment overall, and cuts afterwards
# says: You reduce each payment to its newest row before you cut by date. A payment that is corrected later then vanishes from earlier applications, as if it had never been booked. Cut first, then take the newest.
# verdict: wrong-answer
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    asked = pd.DataFrame({"application": np.arange(len(applications)), "customer": applications["customer"].to_numpy(),
                          "day": applications["day"].to_numpy()})
    newest = payments.sort_values("booked").drop_duplicates("payment", keep="last")
    pairs = asked.merge(newest, on="customer")
    known = pairs["booked"] < pairs["day"]
    recent = (pairs["due"] < pairs["day"]) & (pairs["due"] >= pairs["day"] - window)
    pairs = pairs[known & recent].sort_values("booked").drop_duplicates(["application", "payment"], keep="last")
    late = pairs.groupby("application")["days_late"].agg(["count", "mean", "max"]).reindex(range(len(asked)))
    return pd.DataFrame({"payments": late["count"].fillna(0).astype(int), "mean_late": late["mean"], "worst_late": late["max"]})
