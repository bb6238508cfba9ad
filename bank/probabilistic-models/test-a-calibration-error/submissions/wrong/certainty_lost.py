# mistake: nights announced with probability 1.0 fall out of the last bin
# says: 1.0 is the upper edge of the last bin and belongs to it. Announce certainty, and let it be wrong.
def calibration_error(probabilities, outcomes, bins):
    if len(probabilities) != len(outcomes) or not probabilities:
        raise ValueError("as many outcomes as probabilities are needed, and one at least")
    nights = [[] for _ in range(bins)]
    for p, y in zip(probabilities, outcomes):
        if p < 1:
            nights[int(p * bins)].append((p, y))
    error = 0.0
    for held in nights:
        if not held:
            continue
        announced = sum(p for p, _ in held) / len(held)
        frost = sum(y for _, y in held) / len(held)
        error += len(held) / len(probabilities) * abs(announced - frost)
    return error
