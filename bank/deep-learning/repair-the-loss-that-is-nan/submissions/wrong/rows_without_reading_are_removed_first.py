# mistake: removes the missing rows before the batches are formed
# says: You remove the rows without a reading before the batches are formed, so all later batches hold other rows than asked for, and statistics and predictions lose rows if you are not careful. Form the batches first.
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
    return ((prediction[seen] - y[seen]) ** 2).mean()


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

    kept = ~torch.isnan(y)
    used, y = x[kept], y[kept]
    history = []
    for epoch in range(epochs):
        losses = []
        for i in range(0, len(used), batch):
            for p in parameters:
                p.grad = None
            loss = masked_loss(network(used[i:i + batch]), y[i:i + batch])
            loss.backward()
            clip_gradients(parameters, clip)
            with torch.no_grad():
                for p in parameters:
                    p -= lr * p.grad
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    with torch.no_grad():
        return history, network(x)
