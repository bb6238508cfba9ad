# mistake: divides by a temperature of 0
# says: At temperature 0 you divide by zero, the probabilities become NaN, and no running sum ever exceeds the draw, so the last token in the order comes out. Temperature 0 means: return the token with the largest logit.
# verdict: wrong-answer
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    tokens = []
    for row, u in zip(logits, draws):
        order = np.argsort(-row, kind="stable")
        z = row[order] / temperature
        p = np.exp(z - z[0])
        running = np.cumsum(p / p.sum())
        size = np.argmax(running >= top_p - 1e-9) + 1
        nucleus = running[:size] / running[size - 1]
        token = order[-1]
        for rank in range(size):
            if nucleus[rank] > u:
                token = order[rank]
                break
        tokens.append(token)
    return np.array(tokens)
