# approach: lists the improvements, then looks for the first gap between them that is too long
def early_stopping(losses, patience, min_delta):
    if len(losses) == 0:
        raise ValueError("no losses")
    if patience < 1:
        raise ValueError("patience below 1")
    if min_delta < 0:
        raise ValueError("negative min_delta")
    improvements = [0]
    for epoch, loss in enumerate(losses):
        if losses[improvements[-1]] - loss > min_delta:
            improvements.append(epoch)
    last = len(losses) - 1
    for here, following in zip(improvements, improvements[1:] + [last + patience + 1]):
        if following - here > patience and here + patience <= last:
            return here + patience, here
    return last, improvements[-1]
