# mistake: restores the epoch at which training stopped
# says: Look at the second number of the result where the best epoch is not the last one.
def early_stopping(losses, patience, min_delta):
    if not losses or patience < 1 or min_delta < 0:
        raise ValueError("needs a loss, a patience of 1 or more and a min_delta of 0 or more")
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[best] - losses[epoch] > min_delta:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, epoch
    return len(losses) - 1, len(losses) - 1
