def valid(case):
    if set(case.inputs) != {"truth", "predicted", "labels"}:
        return "the arguments are truth, predicted and labels"
    for name, value in case.inputs.items():
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return f"{name} is a list of class names"
        if len(value) > 500:
            return f"{name} has more than 500 entries, and no bug here needs that"
    return ""
