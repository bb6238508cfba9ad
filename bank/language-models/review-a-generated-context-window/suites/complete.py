# approach: a conversation for each sentence of the contract
# exposes: 8
from viva import case


def cases():
    yield case("fits to the token", messages=[["system", 2], ["user", 3], ["assistant", 3], ["user", 2]], limit=10, expected=[0, 1, 2, 3])
    yield case("no gaps", messages=[["user", 1], ["assistant", 1], ["user", 9], ["assistant", 1], ["user", 2]], limit=6, expected=[4])
    yield case("no gaps, and the front is a question", messages=[["user", 1], ["user", 9], ["user", 1], ["user", 2]], limit=6, expected=[2, 3])
    yield case("an answer without its question", messages=[["user", 9], ["assistant", 1], ["user", 2]], limit=6, expected=[2])
    yield case("two answers without their question", messages=[["user", 9], ["assistant", 1], ["assistant", 1], ["user", 2]], limit=6, expected=[3])
    yield case("a long system message", messages=[["system", 7], ["user", 2], ["user", 2]], limit=10, expected=[0, 2])
    yield case("a system message in the middle", messages=[["system", 1], ["user", 9], ["system", 1], ["user", 9], ["user", 2]], limit=6, expected=[0, 2, 4])
    yield case("the newest question stays", messages=[["user", 3], ["user", 2], ["user", 2]], limit=5, expected=[1, 2])
    yield case("too long by itself", messages=[["system", 2], ["user", 4]], limit=5, raises="ValueError")
