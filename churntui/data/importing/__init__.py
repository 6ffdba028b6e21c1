"""Getting data in: read (any CSV) -> map (source profiles) -> check (cells, then rows) -> load (one transaction).

`run` imports files and folders, `load_tables` the same from memory. A profile is a TOML file in `profiles/`; the
canonical tables follow from the schema (`model.tables`), as the templates and the export do.
"""

from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.data.importing.read import Progress
from churntui.data.importing.run import Options, RunResult, load_tables, nothing_read, recognise, run
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
