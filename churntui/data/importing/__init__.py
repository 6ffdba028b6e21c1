"""Getting data in: read (`reading`) -> map (source profiles) -> check (cells, then rows) -> load (one transaction).

`recognise` looks at files and folders, `run` imports what it saw; `load_tables` imports tables from memory. A profile
is a TOML file in `profiles/`; the canonical tables follow from the schema (`model.tables`), as template and export do.
"""

from churntui.data.importing.options import Options
from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.data.importing.reading.sheet import Progress
from churntui.data.importing.recognising import nothing_read, recognise
from churntui.data.importing.run import RunResult, load_tables, run
from churntui.model.tables import TABLES

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
