# mistake: multisets instead of sets
# says: You count a shingle as often as the text says it, so a text that repeats itself looks unlike its plain copy. Shingles form a set: each counts once.
# verdict: wrong-answer
from collections import Counter


def near_duplicates(documents, size, threshold):
    bags = []
    for text in documents:
        words = text.lower().split()
        bags.append(Counter(tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1))) if words else Counter())
    pairs, seen = [], {}
    for j, own in enumerate(bags):
        for i in {i for shingle in own for i in seen.get(shingle, [])}:
            both = sum((own & bags[i]).values())
            if both / (sum(own.values()) + sum(bags[i].values()) - both) >= threshold:
                pairs.append((i, j))
        for shingle in own:
            seen.setdefault(shingle, []).append(j)
    return pairs
