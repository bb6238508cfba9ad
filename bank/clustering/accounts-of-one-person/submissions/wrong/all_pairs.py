# mistake: compares each account with each other one
# says: Your groups are right, but you compare all pairs: 800 million for 40,000 accounts. Only accounts with a common value matter; a dictionary from value to accounts finds them at once.
# verdict: time-limit
def group_accounts(emails, phones, devices, limit):
    rows = [((e or "").lower(), p or "", d or "") for e, p, d in zip(emails, phones, devices)]
    count = {}
    for row in rows:
        for key in enumerate(row):
            count[key] = count.get(key, 0) + 1
    rows = [tuple(value if value and count[c, value] <= limit else None for c, value in enumerate(row)) for row in rows]
    labels = list(range(len(rows)))
    for i, (e, p, d) in enumerate(rows):
        for j in range(i):
            f, q, g = rows[j]
            if labels[i] != labels[j] and (e and e == f or p and p == q or d and d == g):
                old, new = labels[i], labels[j]
                labels = [new if label == old else label for label in labels]
    return labels
