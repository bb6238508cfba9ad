# mistake: weights each bin alike, however few nights it holds
# says: Put one night into one bin and three into another, with different errors: then the weights matter.
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
        announced = sum(p for p, _ in held) / len(held)
        frost = sum(y for _, y in held) / len(held)
        error += 1 / sum(map(bool, nights)) * abs(announced - frost)
    return error
