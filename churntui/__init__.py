"""churntui: why customers leave, which renewals come up, and what to say about it.

Where a line lives:

- `data`     what is stored and how it gets in and out: the only SQL.
- `metrics`  what the numbers mean: pure functions over frames and rows, `today` an argument.
- `book`     joins the two: one immutable snapshot of the file, and every report on it.
- `ui`       the Textual app, one module per place.
- `cli`      the commands.
- `demo`     the sample book.
- `model`, `money`, `dates`, `text`, `errors`  the words all of them share.
"""

__version__ = "0.1.0"
