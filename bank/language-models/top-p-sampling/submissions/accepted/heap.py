# approach: a heap hands out the most probable tokens one by one, so that the long tail is never sorted
import heapq
import numpy as np


def sample_top_p(logits, top_p, temperature, draws):
    tokens = []
    for row, u in zip(logits, draws):
        if temperature == 0:
            tokens.append(int(np.argmax(row)))
            continue
        weights = np.exp((row - row.max()) / temperature)
        total = weights.sum()
        heap = list(zip((-row).tolist(), range(len(row))))
        heapq.heapify(heap)
        nucleus, mass = [], 0.0
        while heap and mass < top_p - 1e-9:
            token = heapq.heappop(heap)[1]
            nucleus.append(token)
            mass += weights[token] / total
        running = 0.0
        for token in nucleus:
            running += weights[token] / total / mass
            if running > u:
                break
        tokens.append(token)
    return np.array(tokens)
