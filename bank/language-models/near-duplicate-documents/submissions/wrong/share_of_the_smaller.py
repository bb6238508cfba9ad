# mistake: divides by the smaller set
# says: You divide by the smaller of the two sets. That is containment: a short text inside a long one gets 1. It is worth knowing, but asked for is the share of the union.
# verdict: wrong-answer
from collections import Counter, defaultdict


def shingles(text, size):
    words = text.lower().split()
    if not words:
        return set()
    return {tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1))}


def near_duplicates(documents, size, threshold):
    sets = [shingles(text, size) for text in documents]
    seen, pairs = defaultdict(list), []
    for j, own in enumerate(sets):
        shared = Counter(i for shingle in own for i in seen[shingle])
        for i, both in shared.items():
            if both / min(len(sets[i]), len(own)) >= threshold:
                pairs.append((i, j))
        for shingle in own:
            seen[shingle].append(j)
    return pairs
