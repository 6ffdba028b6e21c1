"""A table on its way out: as CSV for a spreadsheet, Markdown for a document, or aligned text for a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from churntui.plain.markdown import inline
from churntui.plain.text import cells, clean_line

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
"""What a spreadsheet would run as a formula at the start of a cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Named rows of text under a header."""

    name: str
    """A short file name without ending, such as `renewals`."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    """The columns that hold numbers, right-aligned in text and Markdown."""

    def csv(self) -> str:
        """RFC 4180 with a header; a cell that a spreadsheet would take for a formula gets a leading apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows([_inert(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def markdown(self) -> str:
        """A pipe table; a cell shows its text as it is, whatever Markdown or HTML is in it."""
        rules = ["---:" if at in self.right else "---" for at in range(len(self.header))]
        lines = [self.header, rules, *self.rows]
        return "\n".join("| " + " | ".join(_escaped(cell) for cell in line) + " |" for line in lines) + "\n"

    def text(self) -> str:
        """Columns as wide as they need to be, two spaces apart."""
        lines = [[clean_line(cell) for cell in line] for line in (self.header, *self.rows)]
        widths = [max(cells(line[at]) for line in lines) for at in range(len(self.header))]
        return "\n".join(self._aligned(line, widths) for line in lines)

    def _aligned(self, line: Sequence[str], widths: Sequence[int]) -> str:
        padded = []
        for at, (cell, width) in enumerate(zip(line, widths, strict=True)):
            space = " " * (width - cells(cell))
            padded.append(space + cell if at in self.right else cell + space)
        return "  ".join(padded).rstrip()


def _inert(cell: str) -> str:
    """The cell as a spreadsheet shows it; plain negative numbers stay numbers."""
    # csv does not quote a lone carriage return, which readers take for the end of a row
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _escaped(cell: str) -> str:
    return "<br>".join(inline(line) for line in cell.replace("\r", "").split("\n"))
