# mistake: union-find without path compression
# says: Your groups are right, but a chain of links can become a chain of pointers, and every look at its end walks all of it. Shorten the way while you walk: parent[i] = parent[parent[i]], or put the smaller group below the larger one.
# verdict: time-limit
def group_accounts(emails, phones, devices, limit):
    carriers = {}
    for column, values in enumerate([emails, phones, devices]):
        for account, value in enumerate(values):
            if value:
                key = value.lower() if column == 0 else value
                carriers.setdefault((column, key), []).append(account)

    parent = list(range(len(emails)))

    def root(account):
        while parent[account] != account:
            account = parent[account]
        return account

    for accounts in carriers.values():
        if len(accounts) <= limit:
            for other in accounts[1:]:
                parent[root(other)] = root(accounts[0])
    return [root(account) for account in range(len(emails))]
