# mistake: a text that was found to be a copy is compared no more
# says: Once a text is the copy of an earlier one, you drop it from the search, so its own later copies are missed or found with one partner only. Similarity does not travel along a chain; report all pairs.
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
                pairs.append((i, j))
        if not pairs or pairs[-1][1] != j:
            for shingle in own:
                seen[shingle].append(j)
    return pairs
