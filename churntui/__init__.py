"""churntui: why customers leave, which renewals come up, and what to say about it.

The rooms, from the ground up; each uses those above it in this list, never the reverse:

- `plain`        words all rooms share: text, days, money, sheets, charts as values, and how a figure reads.
- `model`        the vocabulary: the trade's nouns as frozen rows, each field declared once, and the codes it may have.
- `data`         what is stored and how it gets in and out; the only SQL. At its top the door to a book, the history,
                 the export and the checks; below:
  - `file`       connections, transactions, the steps of the schema, the select of a row class.
  - `rows`       the nouns, a module each: read, and changed.
  - `words`      search, and what tagging has taught about words.
  - `activity`   what customers did, kept summed behind one door.
  - `importing`  read, map, check, load.
  - `incognito`  the book as it may be shown on a shared screen.
  - `keeping`    what a person enters: read as they type it, checked as the import checks it, kept as one change.
- `metrics`      what the numbers mean: pure functions, frozen results, `today` an argument. Blind to `data`.
- `use`          joins the two for how much the logos used the product,
- `health`       and for what their health is told from.
- `book`         joins the two: one immutable snapshot of the file.
- `questions`    a room for each question: what is counted, its columns, its explanation, who is behind a figure.
- `briefs`       the business review of a logo: facts, what may be shared, points, the formats it leaves in.
- `demo`         the sample book: texts anyone can edit, and the code that dates them.
- `ui`           the only Textual: the app, and how it opens `pages`, over the places (`today`, `logos`, `renewals`,
                 `trends`, `interviews`, `themes`, `briefs`, `search`, `history`, `imports`, `contradictions`,
                 `talks`, `sheets`, `settings`, `fixes`, `importing`); below them:
  - `parts`      what two places show.
  - `shell`      the frame: keys, help, export, and the ways from anywhere to a page.
  - `kit`        tables, charts, pickers, dialogs, fields; knows no noun of the trade.
- `cli`          the commands.
"""

__version__ = "0.1.0"
