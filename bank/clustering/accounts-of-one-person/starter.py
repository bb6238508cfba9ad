def group_accounts(emails, phones, devices, limit):
    """Return a label for each account; accounts of one person have the same one."""
    raise NotImplementedError
