# approach: checks one obvious thing: a patient stays together
# exposes: 2
from viva import case


def cases():
    yield case("together", groups=list("aabb"), k=2, expected=[0, 0, 1, 1])
