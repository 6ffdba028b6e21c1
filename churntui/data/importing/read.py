"""Reading a file of rows (CSV, JSON lines, a workbook): encoding, separator, header, then the rows one at a time.

Nothing here knows what the rows mean. A `Sheet` is opened once to look at it and again for every pass over it, so
that a file of millions of rows is never in memory; a table that is already there (`Table` of the sample book) is a
`Sheet` too.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from churntui.data.importing import encodings, jsonlines, workbook
from churntui.errors import BadInputError
from churntui.text import clean_line

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes done and the bytes in all."""

_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 16
_REPORT_EVERY = 20_000
_LONGEST_FIELD = 16_000_000

OWN_REJECT_COLUMNS = ["line", "column", "reason"]
"""What a file of rejected rows has beside the original columns; dropped when it comes back mended."""


@dataclass(slots=True)
class Counted:
    """Rows of a pass that are no data."""

    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a file or in memory."""

    name: str
    header: tuple[str, ...]
    source: Callable[[Progress | None], Iterator[tuple[int, list[str]]]]
    """A new pass over every record after the header: its line (1 is the first) and its cells."""
    before: int = 0
    """Lines above the header."""
    notes: tuple[str, ...] = ()
    path: Path | None = None
    counted: Counted = field(default_factory=Counted)
    """Filled by the last whole pass of `rows`."""
    swallowed: set[int] = field(default_factory=set)
    """Lines of records with a cell that seems to hold rows: a quote opened there is not closed. Filled by passes."""

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """A new pass over the data rows, each as wide as the header or (a fault of the file) wider.

        Blank rows are left out and counted, and so are footers: after a blank row, a lone first cell.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        width = len(self.header)
        skipped = self.before
        after_blank = False
        for line, cells in self.source(progress):
            if len(cells) != width:
                cells.extend([""] * (width - len(cells)))
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
            if not cells[0].strip() and not any(map(str.strip, cells)):
                skipped += 1
                after_blank = True
                continue
            if after_blank and width > 1:
                if not any(map(str.strip, cells[1:])):
                    skipped += 1
                    continue
                after_blank = False
            yield line, cells
        self.counted.skipped = skipped

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
    records = _text_records(path, encoding.name, separator, swallowed, told=told)
    return replace(_with_header(path, records, tuple(notes)), swallowed=swallowed)


def _json_sheet(path: Path, encoding: encodings.Encoding) -> Sheet:
    header = jsonlines.header(path, encoding.name)

    def source(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        yield from jsonlines.records(path, encoding.name, header)
        if progress is not None:
            progress(path.name, path.stat().st_size, path.stat().st_size)

    return Sheet(path.name, header, source, notes=(encoding.note,) if encoding.note else (), path=path)


Records = Callable[[Progress | None], Iterator[tuple[int, list[str]]]]


def _with_header(path: Path, records: Records, notes: tuple[str, ...]) -> Sheet:
    above, line, cells = _first_told(path, records)
    header = _trimmed(cells)
    own = cells[-3:] == OWN_REJECT_COLUMNS

    def source(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        passed = itertools.islice(records(progress), above + 1, None)
        return ((number, row[: len(header)]) for number, row in passed) if own else passed

    return Sheet(path.name, header, source, before=line - 1, notes=notes, path=path)


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
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark) if any(cells)]
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=widths.count, default=1)
    usual = max(usual, widths[0] if widths else 1)
    return 0.0 if usual == 1 else widths.count(usual) / len(widths) * (1 + min(usual, 30) / 30)


def _text_records(path: Path, encoding: str, separator: str, swallowed: set[int], *, told: bool) -> Records:
    def records(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(_LONGEST_FIELD)
        with path.open("rb", buffering=1 << 18) as raw:
            total = path.stat().st_size
            file = io.TextIOWrapper(raw, encoding, errors="replace", newline="")
            reader = csv.reader(file, delimiter=separator)
            width, line, begins = 0, 1, 1
            if told:
                next(reader)
                line = begins = 2
            try:
                for count, cells in enumerate(reader):
                    begins, line = line, reader.line_num + 1
                    if line > begins + 1 and _holds_rows(cells, separator, width):
                        swallowed.add(begins)
                    width = len(cells)
                    yield begins, cells
                    if progress is not None and count % _REPORT_EVERY == 0:
                        progress(path.name, raw.tell(), total)
                if line > begins + 1:
                    _refuse_open_quote(path, encoding, separator, begins)
            except csv.Error as error:
                raise _broken(path, line, str(error)) from None
            if progress is not None:
                progress(path.name, total, total)

    return records


def _broken(path: Path, line: int, what: str) -> BadInputError:
    return BadInputError(
        f"{path.name} breaks off at line {line}: {what}", "Look for a quote that is never closed"
    )


def _holds_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Whether a cell of several lines has at least two whole ones that all look like the row before, of that width."""
    for cell in cells:
        inner = cell.splitlines()[1:-1]
        if len(inner) > 1 and width > 1 and all(line.count(separator) == width - 1 for line in inner):
            return True
    return False


def _refuse_open_quote(path: Path, encoding: str, separator: str, line: int) -> None:
    """Refuse a file whose last record, from this line on, ends within a quote: it has swallowed the rows after it.

    Raises:
        BadInputError: It does.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        rest = list(itertools.islice(file, line - 1, None))
    rows = csv.reader(rest, delimiter=separator, strict=True)
    try:
        deque(rows, maxlen=0)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise _broken(path, line, f"a quote opened there swallows {len(rest) - 1} lines") from None


def _workbook_records(path: Path) -> Records:
    def records(progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        total = path.stat().st_size
        yield from workbook.records(path)
        if progress is not None:
            progress(path.name, total, total)

    return records
