# mistake: common values link too
# says: You link accounts by values that half the town carries, such as the tablet in a shop. One such value makes a single group out of strangers, and a split by groups then has nothing left to split. Skip values that more than `limit` accounts carry.
# verdict: wrong-answer
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
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    for accounts in carriers.values():
        if len(accounts) > 1:
            for other in accounts[1:]:
                parent[root(other)] = root(accounts[0])
    return [root(account) for account in range(len(emails))]
