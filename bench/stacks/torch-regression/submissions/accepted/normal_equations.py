# approach: the normal equations
import torch


def fit_and_predict(X, y, new):
    X, y, new = torch.as_tensor(X), torch.as_tensor(y), torch.as_tensor(new)
    A = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    B = torch.cat([new, torch.ones(len(new), 1, dtype=new.dtype)], dim=1)
    return (B @ torch.linalg.solve(A.T @ A, A.T @ y)).numpy()
