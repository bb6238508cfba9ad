import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.norm = nn.BatchNorm1d(hidden)
        self.last = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.last(torch.relu(self.norm(self.first(x)))).squeeze(1)


def make_net(start):
    hidden, inputs = start["first.weight"].shape
    net = Net(inputs, hidden).double()
    net.load_state_dict(start)
    return net


def train(start, x, y, valid_x, valid_y, lr, batch, epochs, patience, clip):
    """Return (history, best, predictions): validation losses, the best epoch, and its predictions for valid_x."""
    net = make_net(start)
    raise NotImplementedError
