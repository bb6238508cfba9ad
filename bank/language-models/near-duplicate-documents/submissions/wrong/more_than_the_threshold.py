# mistake: a pair exactly at the threshold is left out
# says: You ask for more than the threshold, so pairs that lie exactly on it are missing, and with a threshold of 1 every pair is. It is at least.
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
            if both / (len(sets[i]) + len(own) - both) > threshold:
                pairs.append((i, j))
        for shingle in own:
            seen[shingle].append(j)
    return pairs
