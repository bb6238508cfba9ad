from viva import case


def cases():
    yield case("an answer without its question", messages=[["system", 2], ["user", 5], ["assistant", 3], ["user", 4]], limit=10, expected=[0, 3])
    # What if everything fits, to the token?
