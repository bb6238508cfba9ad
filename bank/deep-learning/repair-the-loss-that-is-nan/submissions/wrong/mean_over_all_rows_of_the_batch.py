# mistake: divides by the batch size
# says: You leave missing rows out of the sum but divide by all rows of the batch, so a gap makes the loss and the step smaller. Divide by the number of rows with a reading.
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
    return ((prediction[seen] - y[seen]) ** 2).sum() / len(y)


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
