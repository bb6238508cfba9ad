# mistake: calls train() once, before the first epoch
# says: You call net.train() once, and from the first validation on the network stays in eval mode: batch norm no longer looks at its batches. Switch back at the start of each epoch.
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
    history, best = [], None
    net.train()
    for epoch in range(epochs):
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
        elif epoch - best >= patience:
            break
    net.load_state_dict(state)
    with torch.no_grad():
        return history, best, net(valid_x)
