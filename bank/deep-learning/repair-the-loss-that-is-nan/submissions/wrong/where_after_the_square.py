# mistake: torch.where around the squared error of a missing reading
# says: NaN reaches your weights in the first batch with a gap. If you chose between the squared error and 0 with torch.where, or used nansum: the loss is then a number, but the backward pass multiplies 0 by the NaN inside. Keep the missing reading out of the arithmetic, by indexing or by filling it before the subtraction.
# verdict: wrong-answer
import torch


def standardise(x):
    varies = x.max(dim=0).values > x.min(dim=0).values
    z = (x - x.mean(dim=0)) / x.std(dim=0)
    z[:, ~varies] = 0.0
    return z


def masked_loss(prediction, y):
    """Mean squared error over the rows with a reading."""
    seen = ~torch.isnan(y)
    error = torch.where(seen, (prediction - y) ** 2, torch.zeros_like(prediction))
    return error.sum() / seen.sum()


def clip_gradients(parameters, clip):
    norm = torch.sqrt(sum((p.grad ** 2).sum() for p in parameters))
    if norm > clip:
        for p in parameters:
            p.grad *= clip / norm


def train(x, y, start, lr, epochs, batch, clip):
    """Return (history, predictions): the mean loss of each epoch, and the predictions for all rows at the end."""
    x = standardise(x)
    w1, b1, w2, b2 = parameters = [start[name].clone().requires_grad_(True) for name in ("w1", "b1", "w2", "b2")]

    def network(rows):
        return torch.tanh(rows @ w1 + b1) @ w2 + b2

    history = []
    for epoch in range(epochs):
        losses = []
        for i in range(0, len(x), batch):
            if torch.isnan(y[i:i + batch]).all():
                continue
            for p in parameters:
                p.grad = None
            loss = masked_loss(network(x[i:i + batch]), y[i:i + batch])
            loss.backward()
            clip_gradients(parameters, clip)
            with torch.no_grad():
                for p in parameters:
                    p -= lr * p.grad
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    with torch.no_grad():
        return history, network(x)
