"""The nouns of the book, a module each: read into frozen rows, and changed."""
