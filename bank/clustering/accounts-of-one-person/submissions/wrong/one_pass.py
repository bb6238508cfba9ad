# mistake: each account takes the label of the first earlier account it shares a value with
# says: Each account takes the label of the first earlier one with which it shares something, and stops. An account that is linked to two groups shows that they are one: merge them, and everybody who is in them.
# verdict: wrong-answer
def group_accounts(emails, phones, devices, limit):
    rows = [((0, (e or "").lower()), (1, p or ""), (2, d or "")) for e, p, d in zip(emails, phones, devices)]
    count, labels, first = {}, [], {}
    for row in rows:
        for key in row:
            count[key] = count.get(key, 0) + 1
    for i, row in enumerate(rows):
        links = [key for key in row if key[1] and count[key] <= limit]
        label = next((first[key] for key in links if key in first), i)
        labels.append(label)
        for key in links:
            first.setdefault(key, label)
    return labels
