# mistake: (i, j) and (j, i)
# says: You report each pair in both directions. The relation is symmetric, and asked for is each pair once, the smaller position first.
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
            if both / (len(sets[i]) + len(own) - both) >= threshold:
                pairs += [(i, j), (j, i)]
        for shingle in own:
            seen[shingle].append(j)
    return pairs
