"""Tables in HTML, or in the XML of old Excels: what many tools call an Excel file, and name `.xls`.

Cells that span several columns or rows stand in the first of them, as in a workbook; the others are blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

_SIGNS = ("<table", "<html", "urn:schemas-microsoft-com:office:spreadsheet")

_ROWS = {"tr", "row"}
_CELLS = {"td", "th", "cell"}
_UNSEEN = {"style", "script", "title", "comment"}
_MOST_SPANNED = 1_000


def is_markup(sample: str) -> bool:
    """Whether a text begins as a page or an Excel XML does."""
    head = sample.lstrip("\ufeff \t\r\n").lower()
    return head.startswith("<") and any(sign in head for sign in _SIGNS)


def tables(chunks: Iterable[str]) -> dict[str, list[list[str]]]:
    """The rows of each table of a text that comes in pieces, by its title or number; a table within a cell is one."""
    parser = _Parser()
    for chunk in chunks:
        parser.feed(chunk)
    parser.close()
    return {
        table.title or f"table {number}": table.rows
        for number, table in enumerate(parser.tables, 1)
        if table.rows
    }


class _Table:
    """One that is read."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: list[list[str]] = []
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self._wide = 1
        self._spanning: dict[int, int] = {}
        """By column, for how many rows more it is taken by a cell above."""

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.end_row()
        number = _count(attributes.get("ss:index"), len(self.rows) + 1)
        while len(self.rows) + 1 < min(number, len(self.rows) + _MOST_SPANNED):
            self.rows.append([])
        self.row = []

    def end_row(self) -> None:
        self.end_cell()
        if self.row is not None:
            self.rows.append(self.row)
            self.row = None
            self._spanning = {column: left - 1 for column, left in self._spanning.items() if left > 1}

    def begin_cell(self, attributes: dict[str, str]) -> None:
        if self.row is None:
            self.begin_row({})
        self.end_cell()
        row = self.row if self.row is not None else []
        while self._spanning.get(len(row)):
            row.append("")
        at = min(_count(attributes.get("ss:index"), len(row) + 1), len(row) + _MOST_SPANNED)
        row.extend([""] * (at - 1 - len(row)))
        self.cell = []
        self._wide = _count(attributes.get("colspan"), 1) + _count(attributes.get("ss:mergeacross"), 0)
        down = _count(attributes.get("rowspan"), 1) + _count(attributes.get("ss:mergedown"), 0)
        if down > 1:
            self._spanning |= {len(row) + place: down for place in range(min(self._wide, _MOST_SPANNED))}

    def end_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            lines = "".join(self.cell).split("\0")
            self.row.append("\n".join(" ".join(line.split()) for line in lines).strip())
            self.row.extend([""] * (min(self._wide, _MOST_SPANNED) - 1))
        self.cell = None


class _Parser(HTMLParser):
    """Hands the cells to the innermost open table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._title = ""
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.removeprefix("ss:")
        attributes = {key: value or "" for key, value in attrs}
        if name == "worksheet":
            self._title = attributes.get("ss:name", "")
        elif name == "table":
            self.tables.append(_Table(self._title))
            self._open.append(self.tables[-1])
        elif name in _UNSEEN:
            self._unseen += 1
        elif self._open and name in _ROWS:
            self._open[-1].begin_row(attributes)
        elif self._open and name in _CELLS:
            self._open[-1].begin_cell(attributes)
        elif name in {"br", "p", "div"}:
            self.handle_data("\0")

    def handle_endtag(self, tag: str) -> None:
        name = tag.removeprefix("ss:")
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and name == "table":
            self._open.pop().end_row()
        elif self._open and name in _ROWS:
            self._open[-1].end_row()
        elif self._open and name in _CELLS:
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell is not None and not self._unseen:
            self._open[-1].cell.append(data)

    def close(self) -> None:
        """The end of the text, where whatever is open ends."""
        super().close()
        while self._open:
            self._open.pop().end_row()


def _count(text: str | None, otherwise: int) -> int:
    return (
        int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
    )
