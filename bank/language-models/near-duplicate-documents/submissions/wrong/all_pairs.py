# mistake: compares each text with each other one
# says: Your pairs are right, but you compare all of them: 8 million for 4,000 texts. Nearly none share a shingle. Let a table from shingle to texts propose the pairs that do.
# verdict: time-limit
def near_duplicates(documents, size, threshold):
    sets = []
    for text in documents:
        words = text.lower().split()
        sets.append({tuple(words[i:i + size]) for i in range(max(1, len(words) - size + 1))} if words else set())
    pairs = []
    for j in range(len(sets)):
        for i in range(j):
            union = len(sets[i] | sets[j])
            if union and len(sets[i] & sets[j]) / union >= threshold:
                pairs.append((i, j))
    return pairs
