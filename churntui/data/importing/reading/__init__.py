"""Reading: a file of rows (CSV, JSON lines, a workbook) as a `Sheet`, which knows nothing of what the rows mean.

`sheets` opens a file once to look at its head: what format it is, its encoding and separator, and where its header
may stand. The rows are decoded when they are asked for, in a pass of their own, so that a file of millions of rows is
never in memory.
"""
