def gini(labels):
    """Return the impurity as a float."""
