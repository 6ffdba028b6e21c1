"""A table as it stands in a file or in memory: its header, and any number of passes over its rows.

Whoever takes millions of rows asks for them in blocks. A table that is already there (one of the sample book) is a
`Sheet` too.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import final

from churntui.plain.text import clean_line

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes done and the bytes in all."""

Row = tuple[int, list[str]]
"""A record's line (1 is the first of the file) and its cells."""

OWN_REJECT_COLUMNS = ["line", "column", "reason"]
"""What a file of rejected rows has beside the original columns; dropped when it comes back mended."""

_LONGEST_FOOTER = 80

DAY_ZERO = date(1899, 12, 30)
"""Where spreadsheets count days from."""

TOGETHER = 200
"""Rows that are taken together where they come one by one: so few that Python's collector of cycles stays away."""


@final
class UnknownCell(str):
    """What stands in a cell whose value cannot be known, and why; a row that needs it is rejected."""

    __slots__ = ("reason",)

    def __new__(cls, text: str, reason: str) -> UnknownCell:
        """A cell of that text, with the reason."""
        cell = super().__new__(cls, text)
        cell.reason = reason
        return cell

    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other, one on each line."""

    line: int
    """Of the first; the top of the file is 1."""
    columns: tuple[list[str], ...]
    """The cells by column, all of one length; at least one row."""

    def rows(self) -> Iterator[Row]:
        """The same row by row."""
        return enumerate(map(list, zip(*self.columns, strict=True)), self.line)


Records = Callable[[Progress | None], Iterator[Row]]
"""A new pass over records."""

RecordBlocks = Callable[[Progress | None], Iterator[Block | list[Row]]]
"""The same, many records at a time: in blocks where each is as wide as the header."""


@dataclass(slots=True)
class Noticed:
    """What passes over a sheet noticed beside its rows."""

    skipped: int = 0
    """Rows that are no data, above the header or below it; known after a whole pass."""
    footers: list[tuple[int, str]] = field(default_factory=list)
    """Lines of lone cells after a blank row, which are left out, and what they say: those that a pass has come to."""
    swallowed: set[int] = field(default_factory=set)
    """Lines of records with a cell that seems to hold rows: a quote opened there is not closed."""


@dataclass(slots=True)
class _Sieve:
    """Fits records to a header's width, and leaves out and counts what is no data."""

    width: int
    skipped: int
    after_blank: bool = False
    footers: list[tuple[int, str]] = field(default_factory=list)

    def passed(self, records: Iterable[Row]) -> Iterator[Row]:
        """The data rows: all but blank rows, and but a lone first cell after one (a footer)."""
        width = self.width
        for line, cells in records:
            if len(cells) != width:
                cells.extend([""] * (width - len(cells)))
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
            if not cells[0].strip() and not any(map(str.strip, cells)):
                self.skipped += 1
                self.after_blank = True
                continue
            if self.after_blank and width > 1:
                if not any(map(str.strip, cells[1:])):
                    self.skipped += 1
                    self.footers.append((line, clean_line(cells[0], _LONGEST_FOOTER)))
                    continue
                self.after_blank = False
            yield line, cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its header, and how to pass over its rows."""

    name: str
    header: tuple[str, ...]
    records: Records
    """Passes over every record after the header."""
    record_blocks: RecordBlocks | None = None
    """Passes over the same records, faster; None where they come one by one."""
    before: int = 0
    """Lines above the header."""
    titles: tuple[tuple[int, str], ...] = ()
    """Those of them that are not blank, and what each begins with."""
    size: int = 0
    """What a pass tells as the whole of its progress: bytes, or about so many."""
    notes: tuple[str, ...] = ()
    separator: str = ""
    """What stands between its cells; empty where it is no text."""
    day_zero: date = DAY_ZERO
    """Where the numbers that stand for days are counted from."""
    has_bad_bytes: bool = False
    """Whether a U+FFFD in a cell stands for bytes that are no text."""
    noticed: Noticed = field(default_factory=Noticed)
    """Filled by passes."""

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """A new pass over the data rows, each as wide as the header or (a fault of the file) wider.

        Blank rows are left out and counted, and so are footers: after a blank row, a lone first cell.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        sieve = _Sieve(len(self.header), self.before)
        self.noticed.footers = sieve.footers
        yield from sieve.passed(self.records(progress))
        self.noticed.skipped, self.noticed.footers = sieve.skipped, sieve.footers

    def blocks(self, progress: Progress | None = None) -> Iterator[Block | list[Row]]:
        """The rows of `rows`, many at a time, by column where they stand so plainly; each at least one row.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        if self.record_blocks is None:
            yield from together(self.rows(progress))
            return
        sieve = _Sieve(len(self.header), self.before)
        for block in self.record_blocks(progress):
            if isinstance(block, Block) and not sieve.after_blank:
                yield block
            elif rows := list(sieve.passed(block.rows() if isinstance(block, Block) else block)):
                yield rows
        self.noticed.skipped, self.noticed.footers = sieve.skipped, sieve.footers


def together(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows that come one by one, some at a time."""
    while some := list(itertools.islice(rows, TOGETHER)):
        yield some


def in_memory(name: str, header: Sequence[str], rows: Sequence[Sequence[str]], first: int = 2) -> Sheet:
    """Rows that are already here, the first of them with that line."""

    def records(_: Progress | None) -> Iterator[Row]:
        return ((line, list(cells)) for line, cells in enumerate(rows, start=first))

    return Sheet(name, tuple(header), records)
