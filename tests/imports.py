"""Importing files given as text."""

from churntui.data import importing
from churntui.data.importing import Options

LOGOS = "logo_id,name,domain\nL1,Acme,acme.example\nL2,Bolt,bolt.example\n"


def taker(store, tmp_path):
    """A call that imports files given as name="content", as one run; it returns what each table came to."""

    def run(options=Options(), **contents):  # noqa: B008 - frozen
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, content in contents.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return {one.table: one for one in importing.run(store, [folder], options).files}

    return run


def counts(result):
    return result.added, result.changed, result.unchanged, result.rejected


def reasons(result):
    return [(problem.line, problem.column, problem.reason) for problem in result.problems]
