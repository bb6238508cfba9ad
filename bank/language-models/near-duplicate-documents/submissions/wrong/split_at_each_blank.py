# mistake: two blanks in a row make an empty word
# says: You split at each single blank: two in a row make an empty word, a tab or a new line separates nothing, and an empty text has one word. split() without an argument splits at any white space.
# verdict: wrong-answer
from collections import Counter, defaultdict


def shingles(text, size):
    words = text.lower().split(" ")
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
        for shingle in own:
            seen[shingle].append(j)
    return pairs
