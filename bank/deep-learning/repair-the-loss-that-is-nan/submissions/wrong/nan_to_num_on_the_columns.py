# mistake: divides by 0 and patches the result with nan_to_num
# says: You divide by 0 and patch the result. Where rounding puts the mean beside the stuck value, that is not 0 / 0 but a tiny number / 0: infinity, which nan_to_num turns into 1.8e308. Decide which columns vary before you divide.
# verdict: wrong-answer
import torch


def standardise(x):
    return torch.nan_to_num((x - x.mean(dim=0)) / x.std(dim=0))


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
