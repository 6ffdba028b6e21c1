"""Reading: what a file holds (text, JSON, a workbook, a page, an archive) as `Sheet`s, which know nothing of it.

`tables` in `opening` looks at the head of a file: what format it is, its encoding and separator; it names every part of
it, and gives each table under the headers it may have. The rows are decoded when they are asked for, in a pass of their
own, so that a file of millions of rows is never in memory; a sheet of a workbook stays there while it is read.
"""
