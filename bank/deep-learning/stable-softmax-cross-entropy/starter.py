import numpy as np


def softmax_cross_entropy(logits, labels):
    """Return (loss, gradient): the mean loss over the labelled rows, and its derivative by each logit."""
    raise NotImplementedError
