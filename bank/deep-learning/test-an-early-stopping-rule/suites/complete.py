# approach: one curve a clause of the contract
# exposes: 7
from viva import case


def cases():
    yield case("stops on time, with epochs left", losses=[1.0, 0.75, 0.875, 0.875, 0.5], patience=2, min_delta=0.0, expected=(3, 1))
    yield case("a bounce is no improvement", losses=[0.5, 1.0, 0.875, 0.75, 0.25], patience=3, min_delta=0.0, expected=(3, 0))
    yield case("an improvement resets the count", losses=[1.0, 1.25, 0.75, 1.0, 0.5, 0.75], patience=2, min_delta=0.0, expected=(5, 4))
    yield case("a gain of exactly min_delta", losses=[1.0, 0.75, 1.5], patience=5, min_delta=0.25, expected=(2, 0))
    yield case("the lowest is not the best", losses=[1.0, 0.5, 0.4375], patience=5, min_delta=0.125, expected=(2, 1))
    yield case("runs to the end", losses=[1.0, 0.5, 0.75, 0.75, 0.75], patience=9, min_delta=0.0, expected=(4, 1))
    yield case("patience 0", losses=[1.0], patience=0, min_delta=0.0, raises="ValueError")
    yield case("no epoch", losses=[], patience=1, min_delta=0.0, raises="ValueError")
