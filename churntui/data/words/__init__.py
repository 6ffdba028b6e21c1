"""What was written down, by its words: search, its index, and what tagging has taught about words."""
