# mistake: a probability on an inner edge goes to the bin below
# says: Announce exactly an inner edge, and let the bins on both sides hold nights whose errors have opposite signs.
def calibration_error(probabilities, outcomes, bins):
    if len(probabilities) != len(outcomes) or not probabilities:
        raise ValueError("as many outcomes as probabilities are needed, and one at least")
    nights = [[] for _ in range(bins)]
    for p, y in zip(probabilities, outcomes):
        nights[max(-int(-p * bins // 1) - 1, 0)].append((p, y))
    error = 0.0
    for held in nights:
        if not held:
            continue
        announced = sum(p for p, _ in held) / len(held)
        frost = sum(y for _, y in held) / len(held)
        error += len(held) / len(probabilities) * abs(announced - frost)
    return error
