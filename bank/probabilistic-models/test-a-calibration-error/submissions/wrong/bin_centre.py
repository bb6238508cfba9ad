# mistake: takes the centre of the bin for the announced probability
# says: Announce something that is not the centre of its bin. Two bins and 0.25 hide this one.
def calibration_error(probabilities, outcomes, bins):
    if len(probabilities) != len(outcomes) or not probabilities:
        raise ValueError("as many outcomes as probabilities are needed, and one at least")
    nights = [[] for _ in range(bins)]
    for p, y in zip(probabilities, outcomes):
        nights[min(int(p * bins), bins - 1)].append((p, y))
    error = 0.0
    for held in nights:
        if not held:
            continue
        announced = (nights.index(held) + 0.5) / bins
        frost = sum(y for _, y in held) / len(held)
        error += len(held) / len(probabilities) * abs(announced - frost)
    return error
