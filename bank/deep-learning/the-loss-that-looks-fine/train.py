"""Wear detector for vacuum pumps, v2.    python train.py windows.npz

windows.npz: x (n, 48) log power of a 4 s window in 48 frequency bands, from low to high;
y (n,) 1 = worn bearing; pump (n,) its number. In a recording, a window starts every 2 s.
"""
import sys

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

SEED, EPOCHS, BATCH, LR = 5, 30, 64, 1e-3


def load(path):
    data = np.load(path)
    x = torch.tensor(data["x"], dtype=torch.float32)
    y = torch.tensor(data["y"], dtype=torch.long)
    mean, std = x.mean(0), x.std(0)
    return (x - mean) / std, y, mean, std


def make_model():
    return nn.Sequential(
        nn.Linear(48, 128, bias=False), nn.BatchNorm1d(128), nn.ReLU(), nn.Dropout(0.4),
        nn.Linear(128, 64, bias=False), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.4),
        nn.Linear(64, 2))


def augment(x):
    x = x + 0.1 * torch.randn_like(x)
    mirror = torch.rand(len(x)) < 0.5
    x[mirror] = x[mirror].flip(1)
    return x


def accuracy(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    return right / total


def main(path):
    torch.manual_seed(SEED)
    x, y, mean, std = load(path)
    train_set, valid_set = random_split(TensorDataset(x, y), [0.8, 0.2])
    train_loader = DataLoader(train_set, batch_size=BATCH, shuffle=True, drop_last=True)
    valid_loader = DataLoader(valid_set, batch_size=256)

    # worn windows are rare, so weight the classes
    counts = torch.bincount(y[train_set.indices])
    loss_fn = nn.CrossEntropyLoss(weight=counts / counts.sum())
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=LR)

    best, best_state = 0.0, None
    model.train()
    for epoch in range(EPOCHS):
        running = 0.0
        for xb, yb in train_loader:
            optimizer.zero_grad()
            loss = loss_fn(model(augment(xb)), yb)
            loss.backward()
            optimizer.step()
            running += loss.item()
        acc = accuracy(model, valid_loader)
        print(f"epoch {epoch + 1:2d}  loss {running / len(train_loader):.3f}  valid accuracy {acc:.3f}")
        if acc > best:
            best, best_state = acc, model.state_dict()
    print(f"best valid accuracy {best:.3f}")
    torch.save({"model": best_state, "mean": mean, "std": std}, "wear_v2.pt")


if __name__ == "__main__":
    main(sys.argv[1])
