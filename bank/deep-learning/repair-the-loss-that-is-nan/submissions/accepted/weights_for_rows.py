# approach: no row is ever removed: gaps are filled before the network sees them and weigh 0, torch's own clipping and optimizer do the rest
import torch
from torch import nn


def standardise(x):
    spread = x.std(dim=0)
    return torch.where(spread > 1e-9, (x - x.mean(dim=0)) / spread.clamp(min=1e-9), torch.zeros_like(x))


def train(x, y, start, lr, epochs, batch, clip):
    x = standardise(x)
    weight = (~torch.isnan(y)).to(x.dtype)
    y = torch.nan_to_num(y, nan=0.0)
    w = nn.ParameterDict({name: nn.Parameter(value.clone()) for name, value in start.items()})
    optimizer = torch.optim.SGD(w.parameters(), lr=lr)

    def network(rows):
        return torch.tanh(rows @ w["w1"] + w["b1"]) @ w["w2"] + w["b2"]

    history = []
    for _ in range(epochs):
        losses = []
        for rows, labels, counts in zip(x.split(batch), y.split(batch), weight.split(batch)):
            if counts.sum() == 0:
                continue
            loss = (counts * (network(rows) - labels) ** 2).sum() / counts.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(w.parameters(), clip)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history, network(x).detach()
