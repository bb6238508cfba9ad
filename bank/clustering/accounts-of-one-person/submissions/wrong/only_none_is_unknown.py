# mistake: the empty text links accounts
# says: You leave None out, but the empty text links accounts. Exports write unknown values in both ways; treat the two alike.
# verdict: wrong-answer
def group_accounts(emails, phones, devices, limit):
    carriers = {}
    for column, values in enumerate([emails, phones, devices]):
        for account, value in enumerate(values):
            if value is not None:
                key = value.lower() if column == 0 else value
                carriers.setdefault((column, key), []).append(account)

    parent = list(range(len(emails)))

    def root(account):
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    for accounts in carriers.values():
        if len(accounts) <= limit:
            for other in accounts[1:]:
                parent[root(other)] = root(accounts[0])
    return [root(account) for account in range(len(emails))]
