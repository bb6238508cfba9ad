# mistake: counts all epochs without a new minimum
# says: You count the epochs without a new smallest loss over the whole run and stop too early. Patience means epochs in a row: a new minimum sets the count back to 0.
# verdict: wrong-answer
import copy
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
    net = make_net(start)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    loss_of = nn.MSELoss()
    history, best, bad = [], None, 0
    for epoch in range(epochs):
        net.train()
        for i in range(0, len(x), batch):
            optimizer.zero_grad()
            loss_of(net(x[i:i + batch]), y[i:i + batch]).backward()
            nn.utils.clip_grad_norm_(net.parameters(), clip)
            optimizer.step()
        net.eval()
        with torch.no_grad():
            history.append(loss_of(net(valid_x), valid_y).item())
        if best is None or history[-1] < history[best]:
            best, state = epoch, copy.deepcopy(net.state_dict())
        else:
            bad += 1
            if bad >= patience:
                break
    net.load_state_dict(state)
    with torch.no_grad():
        return history, best, net(valid_x)
