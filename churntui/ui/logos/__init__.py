"""The table of the book, and a logo's own page."""
