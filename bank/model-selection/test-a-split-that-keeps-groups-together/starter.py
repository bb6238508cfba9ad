from viva import case


def cases():
    yield case("three patients, two folds", groups=list("aaabbc"), k=2, expected=[0, 0, 0, 1, 1, 1])
    # The rows above are sorted, and so are the sizes. Real rows are not.
