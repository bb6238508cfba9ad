# mistake: emails are compared with their capitals
# says: You compare emails as they were typed. Ana@x.org and ana@x.org are one address: lower the case before you count and before you link.
# verdict: wrong-answer
def group_accounts(emails, phones, devices, limit):
    carriers = {}
    for column, values in enumerate([emails, phones, devices]):
        for account, value in enumerate(values):
            if value:
                key = value
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
