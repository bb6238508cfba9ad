# mistake: one dictionary for the values of all columns
# says: You look values up without their column, so the phone 7 and the device 7 link two accounts, and are counted together. Make the column a part of the key.
# verdict: wrong-answer
def group_accounts(emails, phones, devices, limit):
    carriers = {}
    for column, values in enumerate([emails, phones, devices]):
        for account, value in enumerate(values):
            if value:
                key = value.lower() if column == 0 else value
                carriers.setdefault(key, []).append(account)

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
