def valid(case):
    if set(case.inputs) != {"probabilities", "outcomes", "bins"}:
        return "the arguments are probabilities, outcomes and bins"
    probabilities, outcomes, bins = (case.inputs[name] for name in ("probabilities", "outcomes", "bins"))
    if not isinstance(probabilities, list) or not isinstance(outcomes, list) or len(probabilities) > 1000 or len(outcomes) > 1000:
        return "probabilities and outcomes are lists, of at most 1,000 nights"
    if not all(isinstance(p, (int, float)) and not isinstance(p, bool) and 0 <= p <= 1 for p in probabilities):
        return "a probability is a number from 0 to 1"
    if not all(isinstance(y, int) and y in (0, 1) for y in outcomes):
        return "an outcome is 0 or 1"
    if not isinstance(bins, int) or isinstance(bins, bool) or not 1 <= bins <= 64:
        return "bins is an integer from 1 to 64"
    return ""
