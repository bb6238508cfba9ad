# mistake: fits each column alone
# says: Each slope is fitted as if the other columns were not there. Solve for all of them together.
# verdict: wrong-answer
import torch


def fit_and_predict(X, y, new):
    X, y, new = torch.as_tensor(X), torch.as_tensor(y), torch.as_tensor(new)
    return (new @ (X * y[:, None]).mean(0) + y.mean()).numpy()
