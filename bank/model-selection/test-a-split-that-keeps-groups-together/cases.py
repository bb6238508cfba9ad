def valid(case):
    if set(case.inputs) != {"groups", "k"}:
        return "the arguments are groups and k"
    groups, k = case.inputs["groups"], case.inputs["k"]
    if not isinstance(groups, list) or not all(isinstance(each, str) and each for each in groups):
        return "groups is a list of names"
    if len(groups) > 500:
        return "500 rows are plenty"
    if not isinstance(k, int) or isinstance(k, bool) or not 2 <= k <= 100:
        return "k is an integer from 2 (and, for a test, to 100)"
    return ""
