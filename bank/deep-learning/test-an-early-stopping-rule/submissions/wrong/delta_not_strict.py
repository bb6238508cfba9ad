# mistake: takes a gain of exactly min_delta for an improvement
# says: The contract says by more than min_delta. Give an epoch that gains exactly that, with numbers a float holds exactly; min_delta=0 and an equal loss will do too.
def early_stopping(losses, patience, min_delta):
    if not losses or patience < 1 or min_delta < 0:
        raise ValueError("needs a loss, a patience of 1 or more and a min_delta of 0 or more")
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[best] - losses[epoch] >= min_delta:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best
