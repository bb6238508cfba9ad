# mistake: restores the epoch of the lowest loss, even if it gained less than min_delta
# says: Let an epoch be a little lower than the last improvement, by less than min_delta: it is the minimum, and yet no improvement.
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
            return epoch, losses.index(min(losses[: epoch + 1]))
    return len(losses) - 1, losses.index(min(losses))
