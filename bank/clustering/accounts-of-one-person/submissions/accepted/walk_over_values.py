# approach: breadth-first over accounts and values; each account and each value is looked at once
from collections import defaultdict, deque


def group_accounts(emails, phones, devices, limit):
    n = len(emails)
    columns = [[e.lower() if e else e for e in emails], phones, devices]
    carriers = defaultdict(list)
    for i in range(n):
        for c in range(3):
            if columns[c][i]:
                carriers[c, columns[c][i]].append(i)
    carriers = {key: accounts for key, accounts in carriers.items() if 2 <= len(accounts) <= limit}

    labels, people = [None] * n, 0
    for start in range(n):
        if labels[start] is not None:
            continue
        labels[start] = people
        waiting = deque([start])
        while waiting:
            account = waiting.popleft()
            for c in range(3):
                for other in carriers.pop((c, columns[c][account]), ()):
                    if labels[other] is None:
                        labels[other] = people
                        waiting.append(other)
        people += 1
    return labels
