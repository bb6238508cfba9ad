# mistake: returns zeros
# says: Every prediction is 0. Multiply by the weights that you fitted.
# verdict: wrong-answer
import torch


def fit_and_predict(X, y, new):
    X, y, new = torch.as_tensor(X), torch.as_tensor(y), torch.as_tensor(new)
    return torch.zeros(len(new), dtype=new.dtype).numpy()
