"""Importing files given as text."""

from contextlib import closing

from churntui.data import importing
from churntui.data.importing import Options
from churntui.data.importing.reading.opening import tables

CONTRACTS = "contract_id,logo_id,renews,starts_on,ends_on,amount,currency,per\n"

LOGOS = "logo_id,name,domain\nL1,Acme,acme.example\nL2,Bolt,bolt.example\n"

TERM = ["Account ID", "Account Name", "Start Date", "End Date", "ARR", "Currency"]
"""The header of somebody else's sheet of contracts."""


def sheet_of(folder, content, name="logos.csv"):
    """What a file of bytes or text holds, under its first header."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with closing(candidates(folder / name)) as sheets:
        return next(sheets)


def candidates(path):
    """The one table of a file, under each header it may have."""
    (table,) = tables(path)
    return table.candidates()


def imported(store, paths, options=Options()):  # noqa: B008 - frozen
    """What importing the paths came to."""
    return importing.run(store, importing.recognise(paths, options))


def taker(store, tmp_path):
    """A call that imports files given as name="content", as one run; it returns what each table came to."""

    def run(options=Options(), **contents):  # noqa: B008 - frozen
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, content in contents.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return {one.table: one for one in imported(store, [folder], options).files}

    return run


def counts(result):
    return result.added, result.changed, result.unchanged, result.rejected


def reasons(result):
    return [(problem.line, problem.column, problem.reason) for problem in result.problems]
