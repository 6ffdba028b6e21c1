"""What files would become, before they are taken in, and what they came to once they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.widgets import Static

from churntui.book import Book
from churntui.data.importing import Options, RunResult
from churntui.data.importing.outcome import FileResult
from churntui.data.importing.preview import Preview, preview, stamps, take
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.importing import answers, changing, running, telling
from churntui.ui.importing.columns import SeenColumn, seen_columns
from churntui.ui.importing.seen_files import COLUMNS, SeenFile, seen_files
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_PARTS = ("What is said of it", "First rows", "Rejected rows")

_COLUMNS: list[Column[SeenColumn]] = [
    Column("Column", 14, lambda column: clean_line(column.title), flex=True),
    Column("Becomes", 26, lambda column: (column.becomes, column.look), flex=True),
    Column("As in the file", 14, lambda column: (column.example, "dim"), flex=True, priority=1),
]


class PreviewPage(Page):
    """Files and their counts; of the chosen one what is said, its first rows, and those that are rejected."""

    NAME = "Preview"
    HELP = """
What each file is taken for and what would become of its rows, tried on this book and taken back: nothing is kept yet.

- **Taken for**: the table it becomes, and by how many of the columns known of its source. *Not read* says why below;
  `space` leaves a file out, or takes it after all.
- `enter` goes to the columns of the chosen file, each with what it becomes; `enter` on one says what it is instead, on
  the first line what a row of the file is. That is also how a sheet is taken that nobody knows.
- `f` goes from what is said of the chosen file to its first rows as they will be, and to the rejected ones; `tab` and
  the arrows scroll there.
- `m` answers what the files leave open: order of dates, decimal sign, end dates, currency, amounts, statuses, fields of
  your own, conflicts with what was changed by hand, the source. The files are then looked at again.
- `^s` imports all of it. Rejected rows stay out: `e` saves them as a file to be mended and imported. How a sheet was
  taken is kept: one with the same headers is taken so again, and nothing is asked twice.
- `esc` leaves, also while it runs, and nothing is left behind. What was imported is taken back whole under Imports
  (`^p`); `u` takes back what you did yourself.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Import", key_display="^s", id="import.keep", tooltip="Take the files in as shown"),
        Binding("m", "answer", "Answer", id="import.answer", tooltip="Say what the files leave open"),
        Binding("space", "mark", "Leave out", id="import.leave", tooltip="Leave the chosen file out, or take it"),
        Binding("f", "part", "Next part", id="import.part", tooltip="Notes, first rows, rejected rows"),
    ]  # fmt: skip

    def __init__(self, paths: Sequence[Path], options: Options, seen: Preview) -> None:
        super().__init__()
        self._paths = tuple(paths)
        self._options = options
        self._seen = seen
        self._done: RunResult | None = None
        """What the import came to, once it was done."""
        self._part = 0
        self.table: VirtualTable[SeenFile] = VirtualTable(COLUMNS, id="preview-files", classes="panel")
        self.columns: VirtualTable[SeenColumn] = VirtualTable(_COLUMNS, id="preview-columns", classes="panel")

    def compose(self) -> ComposeResult:
        """What it comes to, the files, and the chosen one."""
        yield TopLine(id="top")
        yield Static("", id="preview-about", classes="note", markup=False)
        yield self.table
        yield self.columns
        with ScrollableContainer(id="preview-part", classes="panel"):
            yield Static("", id="preview-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows go from file to file."""
        self._draw()
        self.table.focus()
        super().on_mount()

    def show(self, book: Book) -> None:
        """What the files would become does not follow the book: they are looked at again before they are kept."""
        self.query_one(TopLine).tell(self.app.opening, book, "Import", self.NAME)

    @property
    def result(self) -> RunResult:
        """What is shown."""
        return self._done or self._seen.result

    def _draw(self) -> None:
        result = self.result
        self.table.empty = "There is no file there: escape chooses others"
        self.table.border_title = t("Imported" if self._done else "Would be imported")
        self.table.set_rows(seen_files(result), keep=lambda file: file.counts.path)
        self.query_one("#preview-about", Static).update(t(self._about()))
        self._tell()

    def _about(self) -> str:
        result = self.result
        if self._done is not None:
            rejected = f"\n{counted(result.rejected, 'row')} rejected: e saves them to be mended"
            may_answer = ", m answers what is asked" if answers.told(self._options, self._seen) else ""
            return f"Imported: {telling.total(result)}{rejected + may_answer if result.rejected else ''}"
        if not result.files:
            return "Nothing can be taken from this: below it says why"
        to_say = answers.told(self._options, self._seen)
        return f"Nothing is kept yet: {telling.total(result)}" + (
            f"\nTo be said (m): {to_say}" if to_say else ""
        )

    def _list_columns(self) -> None:
        """The columns of the chosen file."""
        file = self.table.row
        sheet = self._seen.sheets.get(file.counts.path) if file is not None else None
        rows: list[SeenColumn] = []
        if file is not None and sheet is not None:
            asked = answers.asked(self._options, self._seen)
            rows = seen_columns(sheet, file.counts, asked)
        self.columns.empty = "There are no columns to be taken here"
        self.columns.border_title = t(f"Columns of {file.name}" if file is not None else "Columns")
        self.columns.set_rows(rows, keep=lambda column: column.identity)

    def _tell(self) -> None:
        """The chosen part of the chosen file."""
        file, text = self.table.row, ""
        if file is not None:
            first = self._seen.first.get(file.counts.path, ())
            text = (telling.said(file.counts), telling.first_rows(first), telling.rejected(file.counts))[
                self._part
            ]
        panel, shown = self.query_one("#preview-part"), self.query_one("#preview-text", Static)
        panel.border_title = t(_PARTS[self._part])
        panel.border_subtitle = t("f: " + _PARTS[(self._part + 1) % len(_PARTS)].lower())
        shown.set_class(self._part == 1, "-wide-rows")
        shown.update(t(text))
        panel.scroll_home(animate=False)

    @on(VirtualTable.Moved, "#preview-files")
    def _moved(self) -> None:
        self._list_columns()
        self._tell()

    @on(VirtualTable.Opened, "#preview-files")
    def _opened(self) -> None:
        (self.columns if self.columns.rows else self.query_one("#preview-part")).focus()

    @on(VirtualTable.Opened, "#preview-columns")
    def _column_opened(self, event: VirtualTable.Opened[SeenColumn]) -> None:
        file = self.table.row
        if file is not None:
            self.app.do(self._change(event.row, file.counts))

    async def _change(self, column: SeenColumn, file: FileResult) -> None:
        await self._look_again(await changing.change(self.app, column, file, self._options, self._seen))

    def action_mark(self) -> None:
        """Leave the chosen file out, or take it after all."""
        file = self.table.row
        if file is None:
            return
        if self.columns.has_focus:
            self.app.notify(
                "enter says what this column becomes; space leaves a file out, in the list of files"
            )
            return
        path, left_out = file.counts.path, self._options.left_out
        if file.fate == "taken" or path in left_out:
            self.app.do(self._look_again(replace(self._options, left_out=left_out ^ {path})))
        else:
            self.app.notify("Nothing is taken from this file: below it says why")

    def action_part(self) -> None:
        """Go to the next part."""
        self._part = (self._part + 1) % len(_PARTS)
        self._tell()

    def action_answer(self) -> None:
        """Ask what the files leave open."""
        self.app.do(self._answer())

    async def _answer(self) -> None:
        await self._look_again(await answers.answer(self.app, self._options, self._seen))

    async def _look_again(self, options: Options | None) -> None:
        """Look at the files as they are to be taken now, also after they were: what was rejected may be taken then."""
        if options is not None and options != self._options:
            await self._look(options)

    async def _look(self, options: Options) -> None:
        paths = self._paths
        seen = await running.run(
            self.app,
            "Looking at the files again …",
            lambda store, progress: preview(store, paths, options, progress),
        )
        if seen is not None and self.is_attached:
            self._options, self._seen, self._done = options, seen, None
            self._draw()

    def action_keep(self) -> None:
        """Import them, once."""
        if self._done is not None:
            self.app.notify("These files are imported already: escape leaves")
        elif not self._seen.result.files:
            self.app.notify("There is nothing here to import")
        elif self.app.may_write():
            self.app.do(self._keep())

    async def _keep(self) -> None:
        if self._done is not None:
            return
        paths, options = self._paths, self._options
        if stamps(paths) != self._seen.stamps:
            await self._look(options)
            self.app.notify(
                "Files have changed since they were looked at: they are shown anew, nothing is kept yet"
            )
            return
        done = await running.run(
            self.app,
            "Importing …",
            lambda store, progress: take(store, paths, options, progress),
        )
        if done is None:
            self.app.notify("Stopped: nothing was kept")
            return
        self._done = done
        if self.is_attached:
            self._draw()
        await self.app.reload()
        self.app.has_changed()
        self.app.notify(telling.imported(done), title="Imported", timeout=10)

    def export(self) -> Work | str:
        """Save the rejected rows."""
        return self._save_rejected() if self.result.rejected else "No row is rejected here"

    async def _save_rejected(self) -> None:
        from churntui.ui.shell.export import ask_where

        title = f"Save {counted(self.result.rejected, 'rejected row')} as .csv, to be mended and imported"
        path = await ask_where(self.app, title, f"rejected-{self.app.book.as_of.isoformat()}.csv", _no_table)
        if path is None:
            return
        paths, options = self._paths, replace(self._options, dry_run=True, rejects=path)
        tried = await running.run(
            self.app,
            "Looking for rejected rows …",
            lambda store, progress: take(store, paths, options, progress),
        )
        if tried is not None and not tried.rejects:
            self.app.notify("No row is rejected any more")
        elif tried is not None:
            first, *others = (str(written.resolve()) for written in tried.rejects)
            beside = f", and {counted(len(others), 'file')} of the same name beside it" if others else ""
            self.app.notify(f"{first}{beside}", title="Rejected rows saved")

    def exported(self) -> Sheet:
        """The files with their counts."""
        header = tuple(column.title for column in COLUMNS)
        rows = tuple(tuple(map(_text, (column.cell(file) for column in COLUMNS))) for file in self.table.rows)
        return Sheet("import", header, rows)

    def copied(self) -> str:
        """What is said of the chosen file, and of its rejected rows."""
        file = self.table.row
        return (
            ""
            if file is None
            else f"{file.name}\n{telling.said(file.counts)}\n{telling.rejected(file.counts)}"
        )


def _text(cell: str | tuple[str, CellStyle]) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _no_table(name: str) -> str | None:
    """Why rejected rows cannot be saved under this name; None where they can."""
    return None if name.lower().endswith(".csv") else "End the name with .csv"
