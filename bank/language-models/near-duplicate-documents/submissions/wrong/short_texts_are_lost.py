# mistake: fewer words than a shingle give no shingle
# says: Texts with fewer words than a shingle have no shingle in your program, so their copies are never found. Let all of their words form one.
# verdict: wrong-answer
from collections import Counter, defaultdict


def shingles(text, size):
    words = text.lower().split()
    if not words:
        return set()
    return {tuple(words[i:i + size]) for i in range(len(words) - size + 1)}


def near_duplicates(documents, size, threshold):
    sets = [shingles(text, size) for text in documents]
    seen, pairs = defaultdict(list), []
    for j, own in enumerate(sets):
        shared = Counter(i for shingle in own for i in seen[shingle])
        for i, both in shared.items():
            if both / (len(sets[i]) + len(own) - both) >= threshold:
                pairs.append((i, j))
        for shingle in own:
            seen[shingle].append(j)
    return pairs
