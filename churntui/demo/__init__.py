"""The sample book: about sixty logos over four years, dated around the day it is opened.

What is told stands in `texts/` (its README says how to edit it); `reading` makes typed rows of it. The other modules
set dates to it and compose the canonical tables: `accounts` lays out each logo's contracts, `sample` joins all tables,
`build` writes them into a book.
"""
