# mistake: takes the distance night by night instead of bin by bin: the mean absolute error
# says: Let frost come as often as announced: four nights at 0.25 with one frost are perfectly calibrated, and a mean absolute error is far from 0.
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
        error += len(held) / len(probabilities) * sum(abs(p - y) for p, y in held) / len(held)
    return error
