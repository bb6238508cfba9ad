# mistake: two empty sets count as equal
# says: You report texts without words as duplicates of each other. They have no shingles, there is nothing to be similar in, and 0 / 0 is no similarity: leave them out.
# verdict: wrong-answer
from collections import Counter, defaultdict


def shingles(text, size):
    words = text.lower().split()
    return {tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1))}


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
