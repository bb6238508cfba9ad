"""What a usual submission touches, run before a learner's code comes.

In the zygote, so that lazily made things are there before the first clone; and in each spare child, so that the pages that every run writes to are its own
already: a page that is shared with the zygote costs a fault and a copy when it is first written to, and a run of scikit-learn writes to some two thousand.
"""


def warm_up(stack, travel):
    """`travel` encodes and decodes a value, as inputs and results are."""
    exec(compile("def f(a, b=2):\n    return [x * b for x in a]\nf([1, 2])\n", "<warm>", "exec"), {})
    travel({"a": [1, 2.5, "x", None, True], "b": (1, {2})})
    try:
        import numpy
    except ImportError:
        return
    data = numpy.random.default_rng(0).normal(size=(8, 3))
    numpy.linalg.solve(data.T @ data, data.T @ data[:, 0])
    travel({"x": data, "n": numpy.float64(1)})
    numpy.argsort(data, axis=0), numpy.unique(data), numpy.isclose(data, 0).any(), numpy.random.permutation(5)
    if stack == "sklearn":
        warm_sklearn(data, travel)
    if stack == "torch":
        warm_torch(data, travel)


def warm_sklearn(data, travel):
    import pandas
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    target = (data[:, 0] > 0).astype(int)
    LinearRegression().fit(data, data[:, 1]).predict(data)
    make_pipeline(StandardScaler(), LogisticRegression()).fit(data, target).predict_proba(data)
    frame = pandas.DataFrame({"a": data[:, 0], "b": target, "c": ["x", "y"] * 4})
    frame.groupby("c")["a"].mean()
    frame.merge(frame, on="b").sort_values("a_x").head()
    travel([frame, frame["c"]])


def warm_torch(data, travel):
    import torch
    layer = torch.nn.Linear(3, 2)
    loss = torch.nn.functional.mse_loss(layer(torch.from_numpy(data).float()), torch.zeros(8, 2))
    loss.backward()
    torch.optim.SGD(layer.parameters(), lr=0.1).step()
    travel(loss)
