# mistake: never resets the counter after an improvement
# says: Interleave bad epochs with improvements: the bad ones are never patience in a row, and this version stops all the same.
def early_stopping(losses, patience, min_delta):
    if not losses or patience < 1 or min_delta < 0:
        raise ValueError("needs a loss, a patience of 1 or more and a min_delta of 0 or more")
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[best] - losses[epoch] > min_delta:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best
