# mistake: the empty batch enters the history with loss 0
# says: A batch without readings gets the loss 0 from you and enters the mean of its epoch, so the curve looks better on nights without radio. Leave such a batch out.
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
    error = (prediction - torch.where(seen, y, prediction.detach())) ** 2
    return (error * seen).sum() / seen.sum().clamp(min=1)


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
