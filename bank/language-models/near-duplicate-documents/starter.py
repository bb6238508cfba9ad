def near_duplicates(documents, size, threshold):
    """Return the pairs (i, j), i < j, of documents whose sets of shingles are similar enough."""
    raise NotImplementedError
