from viva import case


def cases():
    yield case("stops after two epochs without gain", losses=[1.0, 0.8, 0.9, 0.85], patience=2, min_delta=0.0, expected=(3, 1))
    # Which curve would make a broken version restore the wrong epoch?
