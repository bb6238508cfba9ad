# mistake: who carries a common value is linked to nobody
# says: Whoever carries a common value is left alone in your result, even where a phone number says who it is. Drop the value, and keep the account with its other values.
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

    crowd = {account for accounts in carriers.values() if len(accounts) > limit for account in accounts}
    for accounts in carriers.values():
        accounts = [account for account in accounts if account not in crowd]
        if accounts:
            for other in accounts[1:]:
                parent[root(other)] = root(accounts[0])
    return [root(account) for account in range(len(emails))]
