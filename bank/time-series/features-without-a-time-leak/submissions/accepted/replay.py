# approach: replay the past day by day: bookings and applications in the order of time, and a dictionary of what each customer is known for
from collections import defaultdict
import numpy as np
import pandas as pd


def payment_features(applications, payments, window):
    # on the same day applications come first: bookings are made at night
    asked = [(int(day), 0, i, customer) for i, (customer, day) in enumerate(zip(applications["customer"], applications["day"]))]
    booked = [(int(row.booked), 1, row.payment, row.customer, int(row.due), row.days_late) for row in payments.itertuples(index=False)]
    known = defaultdict(dict)
    out = np.full((len(applications), 3), np.nan)
    for event in sorted(asked + booked, key=lambda e: e[:2]):
        if event[1]:
            known[event[3]][event[2]] = event[4:]
            continue
        day, _, i, customer = event
        late = [late for due, late in known[customer].values() if day - window <= due < day]
        out[i] = (len(late), np.mean(late), max(late)) if late else (0, np.nan, np.nan)
    table = pd.DataFrame(out, columns=["payments", "mean_late", "worst_late"])
    return table.astype({"payments": int})
