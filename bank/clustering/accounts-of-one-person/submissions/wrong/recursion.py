# mistake: depth-first search that calls itself
# says: Your search calls itself once for each link, and Python stops at about 1,000 calls. A chain of accounts can be longer than that. Keep a list of accounts to visit, or use union-find.
# verdict: runtime-error
def group_accounts(emails, phones, devices, limit):
    rows = [((e or "").lower(), p or "", d or "") for e, p, d in zip(emails, phones, devices)]
    carriers = {}
    for i, row in enumerate(rows):
        for key in enumerate(row):
            if key[1]:
                carriers.setdefault(key, []).append(i)
    labels = [None] * len(rows)

    def visit(i, label):
        labels[i] = label
        for key in enumerate(rows[i]):
            others = carriers.get(key, [])
            for j in others if len(others) <= limit else []:
                if labels[j] is None:
                    visit(j, label)

    for i in range(len(rows)):
        if labels[i] is None:
            visit(i, i)
    return labels
