# approach: arrays; every account takes the smallest label around it, with shortcuts through the labels' labels, until nothing changes
import numpy as np


def group_accounts(emails, phones, devices, limit):
    n = len(emails)
    if n == 0:
        return []
    one, two = [], []
    for values in ([e.lower() if e else "" for e in emails], phones, devices):
        known = np.array([i for i, v in enumerate(values) if v], dtype=int)
        if len(known) == 0:
            continue
        _, code, count = np.unique([values[i] for i in known], return_inverse=True, return_counts=True)
        order = np.argsort(code, kind="stable")
        same = np.flatnonzero((np.diff(code[order]) == 0) & (count[code[order]][1:] <= limit))
        one.append(known[order][same])
        two.append(known[order][same + 1])
    one, two = np.concatenate(one or [[]]).astype(int), np.concatenate(two or [[]]).astype(int)

    label = np.arange(n)
    while True:
        before = label.copy()
        low = np.minimum(label[one], label[two])
        np.minimum.at(label, label[one], low)       # also the root hears of it, not only the account
        np.minimum.at(label, label[two], low)
        np.minimum.at(label, one, low)
        np.minimum.at(label, two, low)
        label = label[label]
        if (label == before).all():
            return label
