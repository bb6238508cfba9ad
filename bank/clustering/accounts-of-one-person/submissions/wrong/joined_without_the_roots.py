# mistake: links an account's parent, not its root
# says: You set the parent of the account, not that of its root. If the account already had a parent, it is torn from its old group and leaves the others behind. Find both roots first and join these.
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
        if len(accounts) <= limit:
            for other in accounts[1:]:
                parent[other] = root(accounts[0])
    return [root(account) for account in range(len(emails))]
