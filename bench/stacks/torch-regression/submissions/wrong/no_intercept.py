# mistake: fits no intercept
# says: The intercept is missing, so that every prediction is about 3 too low. Add a column of ones.
# verdict: wrong-answer
import torch


def fit_and_predict(X, y, new):
    X, y, new = torch.as_tensor(X), torch.as_tensor(y), torch.as_tensor(new)
    return (new @ torch.linalg.solve(X.T @ X, X.T @ y)).numpy()
