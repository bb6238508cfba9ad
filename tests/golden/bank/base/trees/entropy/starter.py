def entropy(labels):
    """Return the impurity as a float."""
