# approach: the cases of somebody who tests what the function does, not what it might get wrong
# exposes: 2
from viva import case


def cases():
    yield case("falls all the way", losses=[1.0, 0.75, 0.5], patience=2, min_delta=0.0, expected=(2, 2))
    yield case("stops", losses=[1.0, 0.75, 0.875, 0.875, 0.875], patience=2, min_delta=0.0, expected=(3, 1))
