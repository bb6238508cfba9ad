# mistake: checks patience < 0, so that a patience of 0 is accepted
# says: Borders of the contract deserve a case each: an empty list, patience 0, a negative min_delta.
def early_stopping(losses, patience, min_delta):
    if not losses or patience < 0 or min_delta < 0:
        raise ValueError("needs a loss, a patience of 1 or more and a min_delta of 0 or more")
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[best] - losses[epoch] > min_delta:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best
