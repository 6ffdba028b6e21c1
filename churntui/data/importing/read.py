"""Reading a file of rows (CSV, JSON lines, a workbook): encoding, separator, header, then the rows one at a time.

Nothing here knows what the rows mean. A `Sheet` is opened once to look at it and again for every pass over it, so
that a file of millions of rows is never in memory; a table that is already there (`Table` of the sample book) is a
`Sheet` too. Whoever takes millions of rows asks for them in blocks.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from churntui.data.importing import encodings, jsonlines, textfile, workbook
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line

if TYPE_CHECKING:
    from churntui.data.importing.blocks import Block

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes done and the bytes in all."""

_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 16

OWN_REJECT_COLUMNS = ["line", "column", "reason"]
"""What a file of rejected rows has beside the original columns; dropped when it comes back mended."""


Row = tuple[int, list[str]]
"""A record's line (1 is the first of the file) and its cells."""

Records = Callable[[Progress | None], Iterator[Row]]
"""A new pass over records."""

TextBlocks = Callable[[int, int, Progress | None], "Iterator[Block | list[Row]]"]
"""A new pass over records from this line on, those as wide as told in blocks where they can be."""


@dataclass(slots=True)
class Counted:
    """Rows of a pass that are no data."""

    skipped: int = 0


@dataclass(slots=True)
class _Sieve:
    """Fits records to a header's width, and leaves out and counts what is no data."""

    width: int
    skipped: int
    after_blank: bool = False

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
                    continue
                self.after_blank = False
            yield line, cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a file or in memory."""

    name: str
    header: tuple[str, ...]
    source: Records
    """A new pass over every record after the header."""
    before: int = 0
    """Lines above the header."""
    notes: tuple[str, ...] = ()
    path: Path | None = None
    counted: Counted = field(default_factory=Counted)
    """Filled by the last whole pass of `rows` or `blocks`."""
    swallowed: set[int] = field(default_factory=set)
    """Lines of records with a cell that seems to hold rows: a quote opened there is not closed. Filled by passes."""
    text_blocks: TextBlocks | None = None
    """The same records as `source` gives, faster; None where they come one by one."""

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """A new pass over the data rows, each as wide as the header or (a fault of the file) wider.

        Blank rows are left out and counted, and so are footers: after a blank row, a lone first cell.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        sieve = _Sieve(len(self.header), self.before)
        yield from sieve.passed(self.source(progress))
        self.counted.skipped = sieve.skipped

    def blocks(self, progress: Progress | None = None) -> Iterator[Block | list[Row]]:
        """The rows of `rows`, many at a time, by column where they stand so plainly; each at least one row.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        first = next(self.source(None), None)
        if self.text_blocks is None or first is None:
            rows = self.rows(progress)
            while some := list(itertools.islice(rows, textfile.TOGETHER)):
                yield some
            return
        sieve = _Sieve(len(self.header), self.before)
        for block in self.text_blocks(first[0], len(self.header), progress):
            if not isinstance(block, list) and not sieve.after_blank:
                yield block
            elif some := list(sieve.passed(block if isinstance(block, list) else block.rows())):
                yield some
        self.counted.skipped = sieve.skipped

    def below(self, count: int) -> Sheet:
        """The sheet whose header is the record `count` records further down (titles above a table)."""
        records = self.source(None)
        line, cells = next(itertools.islice(records, count - 1, None), (0, []))

        def source(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
            return itertools.islice(self.source(progress), count, None)

        return replace(self, header=_trimmed(cells), source=source, before=line - 1, counted=Counted())


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    names = [clean_line(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names[:-3] if names[-3:] == OWN_REJECT_COLUMNS else names)


def in_memory(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    """Rows that are already here."""

    def source(_: Progress | None) -> Iterator[tuple[int, list[str]]]:
        return ((line, list(cells)) for line, cells in enumerate(rows, start=2))

    return Sheet(name, tuple(header), source)


def open_sheet(path: Path) -> Sheet:
    """The table in the file at `path`, its first record that is not blank as header.

    Raises:
        BadInputError: It cannot be read, is no table, or is empty.
    """
    try:
        if workbook.is_workbook(path):
            return _with_header(path, _workbook_records(path), ())
        encoding = encodings.detect(path)
        with path.open(encoding=encoding.name, errors="replace", newline="") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}", "Check its name and rights") from None
    if jsonlines.is_json_lines(sample):
        return _json_sheet(path, encoding)
    told, separator = _separator(sample)
    notes = [encoding.note] if encoding.note else []
    if separator != ",":
        notes.append(f"separated by {'tabs' if separator == chr(9) else separator}")
    swallowed: set[int] = set()
    text = textfile.TextFile(path, encoding.name, separator, swallowed, told=told)
    return replace(_with_header(path, text.records, tuple(notes), text.blocks), swallowed=swallowed)


def _json_sheet(path: Path, encoding: encodings.Encoding) -> Sheet:
    header = jsonlines.header(path, encoding.name)

    def source(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        yield from jsonlines.records(path, encoding.name, header)
        if progress is not None:
            progress(path.name, path.stat().st_size, path.stat().st_size)

    return Sheet(path.name, header, source, notes=(encoding.note,) if encoding.note else (), path=path)


def _with_header(
    path: Path, records: Records, notes: tuple[str, ...], text_blocks: TextBlocks | None = None
) -> Sheet:
    above, line, cells = _first_told(path, records)
    header = _trimmed(cells)
    own = cells[-3:] == OWN_REJECT_COLUMNS

    def source(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        passed = itertools.islice(records(progress), above + 1, None)
        return ((number, row[: len(header)]) for number, row in passed) if own else passed

    return Sheet(
        path.name,
        header,
        source,
        before=line - 1,
        notes=notes,
        path=path,
        text_blocks=None if own else text_blocks,
    )


def _first_told(path: Path, records: Records) -> tuple[int, int, list[str]]:
    """How many blank records stand above the first other one, its line and its cells."""
    for above, (line, cells) in enumerate(records(None)):
        if _trimmed(cells):
            return above, line, cells
    raise BadInputError(f"{path.name} is empty", "There is nothing to import in it")


def _separator(sample: str) -> tuple[bool, str]:
    """Whether the first line names the separator (`sep=;`, as Excel writes), and the separator."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return True, first[4]
    lines = sample.splitlines(keepends=True)
    whole = lines[:-1] if len(sample) == _SAMPLE and len(lines) > 1 else lines
    return False, max(_SEPARATORS, key=lambda mark: (_agreement(whole[:50], mark), mark == ","))


def _agreement(lines: list[str], mark: str) -> float:
    """How well a separator explains the lines: the share of records as wide as the widest usual, times that width."""
    csv.field_size_limit(textfile.LONGEST_FIELD)
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark) if any(cells)]
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=widths.count, default=1)
    usual = max(usual, widths[0] if widths else 1)
    return 0.0 if usual == 1 else widths.count(usual) / len(widths) * (1 + min(usual, 30) / 30)


def _workbook_records(path: Path) -> Records:
    def records(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        total = path.stat().st_size
        yield from workbook.records(path)
        if progress is not None:
            progress(path.name, total, total)

    return records
