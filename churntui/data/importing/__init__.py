"""Getting data in: read (`reading`) -> map (source profiles) -> check (cells, then rows) -> load (one transaction).

`recognise` looks at files and folders, `run` imports what it saw; `load_tables` imports tables from memory. A profile
is a TOML file in `profiles/`; the canonical tables stand in `tables.py`, and serve the templates and the export too.
"""

from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.data.importing.reading.sheet import Progress
from churntui.data.importing.run import Options, RunResult, load_tables, nothing_read, recognise, run
from churntui.data.importing.tables import TABLES

__all__ = [
    "TABLES",
    "DateOrder",
    "EndDates",
    "Options",
    "Progress",
    "RunResult",
    "load_tables",
    "nothing_read",
    "recognise",
    "run",
]
