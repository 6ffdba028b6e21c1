"""The talk sheet: what to know before the talk about a renewal, 60 to 90 days ahead of it, on one page for us alone."""
