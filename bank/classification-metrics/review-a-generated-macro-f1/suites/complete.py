# approach: a case for each word of the contract that an average can get wrong
# exposes: 8
from viva import case


def cases():
    yield case("a large easy class and a small hard one", truth=["a"] * 8 + ["b", "b"], predicted=["a"] * 9 + ["b"], labels=["a", "b"],
               expected=(16 / 17 + 2 / 3) / 2)
    yield case("same sizes, different scores", truth=["a", "a", "b", "b"], predicted=["a", "a", "a", "b"], labels=["a", "b"], expected=(4 / 5 + 2 / 3) / 2)
    yield case("a class nobody has", truth=["a", "b"], predicted=["a", "b"], labels=["a", "b", "z"], expected=1.0)
    yield case("a class that is never hit", truth=["a", "a", "b"], predicted=["a", "a", "a"], labels=["a", "b"], expected=(4 / 5 + 0) / 2)
    yield case("only one of the classes is asked for", truth=["a", "a", "b"], predicted=["a", "a", "b"], labels=["b"], expected=1.0)
    yield case("half of what is asked for", truth=["a", "b", "b"], predicted=["b", "a", "b"], labels=["b"], expected=1 / 2)
    yield case("a foreign prediction is a miss", truth=["a", "a"], predicted=["a", "spam"], labels=["a"], expected=2 / 3)
    yield case("one prediction is missing", truth=["a", "b"], predicted=["a"], labels=["a", "b"], raises="ValueError")
