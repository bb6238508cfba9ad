# mistake: filters the whole payment table for each application
# says: The values are right, but you search all bookings for each application: 240 million comparisons of text for 8,000 applications and 30,000 bookings. Join or group by customer once, then each application sees only its own rows.
# verdict: time-limit
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    payments = payments.sort_values("booked")
    out = []
    for customer, t in zip(applications["customer"], applications["day"]):
        mine = payments[(payments["customer"] == customer) & (payments["booked"] < t)
                        & (payments["due"] < t) & (payments["due"] >= t - window)]
        late = mine.drop_duplicates("payment", keep="last")["days_late"]
        out.append((len(late), late.mean(), late.max()))
    return pd.DataFrame(out, columns=["payments", "mean_late", "worst_late"])
