# approach: plain Python over the rows, one log-sum-exp each
import math
import numpy as np


def softmax_cross_entropy(logits, labels):
    m = int((labels != -1).sum())
    losses, gradient = [], []
    for row, label in zip(logits.tolist(), labels.tolist()):
        if label == -1:
            gradient.append([0.0] * len(row))
            continue
        top = max(row)
        weights = [math.exp(z - top) for z in row]
        total = sum(weights)
        losses.append(math.log(total) - (row[label] - top))
        gradient.append([(w / total - (j == label)) / m for j, w in enumerate(weights)])
    return (math.fsum(losses) / m if m else 0.0), np.array(gradient)
