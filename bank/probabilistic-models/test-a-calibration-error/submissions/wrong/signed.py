# mistake: adds signed differences, so that too high and too low cancel
# says: One bin announces too much, another too little. A signed sum comes out too small.
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
        error += len(held) / len(probabilities) * (announced - frost)
    return abs(error)
