# approach: least squares by torch.linalg.lstsq
import torch


def fit_and_predict(X, y, new):
    def with_one(rows):
        rows = torch.as_tensor(rows)
        return torch.cat([rows, torch.ones(len(rows), 1, dtype=rows.dtype)], dim=1)

    weights = torch.linalg.lstsq(with_one(X), torch.as_tensor(y)[:, None]).solution
    return (with_one(new) @ weights)[:, 0].numpy()
