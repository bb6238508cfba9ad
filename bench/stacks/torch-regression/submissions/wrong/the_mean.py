# mistake: predicts the mean
# says: Every row gets the mean of y. Use the columns.
# verdict: wrong-answer
import torch


def fit_and_predict(X, y, new):
    X, y, new = torch.as_tensor(X), torch.as_tensor(y), torch.as_tensor(new)
    return torch.full((len(new),), float(y.mean()), dtype=new.dtype).numpy()
