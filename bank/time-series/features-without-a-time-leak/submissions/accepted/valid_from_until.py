# approach: give each booking the day on which the next one replaces it; then a booking counts while it is valid, without any sorting by pair
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    rows = payments.sort_values(["payment", "booked"])
    rows = rows.assign(until=rows.groupby("payment")["booked"].shift(-1).fillna(np.inf))
    by_customer = {c: part[["due", "booked", "until", "days_late"]].to_numpy(dtype=float)
                   for c, part in rows.groupby("customer")}
    nothing = np.empty((0, 4))
    out = []
    for customer, t in zip(applications["customer"], applications["day"]):
        due, booked, until, late = by_customer.get(customer, nothing).T
        late = late[(booked < t) & (until >= t) & (due < t) & (due >= t - window)]
        out.append((len(late), late.mean(), late.max()) if len(late) else (0, np.nan, np.nan))
    return pd.DataFrame(out, columns=["payments", "mean_late", "worst_late"])
