"""A file of text: its records one at a time, or many together where they stand so plainly (`blocks`).

Both passes say the same, and both notice a quote that swallows the rows after it.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from churntui.plain.errors import BadInputError

if TYPE_CHECKING:
    from churntui.data.importing.blocks import Block
    from churntui.data.importing.read import Progress, Row

LONGEST_FIELD = 16_000_000
"""Letters of a cell that are taken for one, and not for a quote that was never closed."""

TOGETHER = 200
"""Rows that are taken together where they come one by one: so few that Python's collector of cycles stays away."""

_REPORT_EVERY = 20_000
_REPORT_BLOCKS = 16
_BLOCK = 1 << 16
"""Letters that are taken together."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """Where it is, and how it is to be read."""

    path: Path
    encoding: str
    separator: str
    swallowed: set[int]
    """Filled by passes, see `Sheet`."""
    told: bool
    """Whether the first line is no record, but tells the separator."""

    def records(self, progress: Progress | None) -> Iterator[Row]:
        """A new pass over all records.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        with self._opened() as (raw, file):
            total = self.path.stat().st_size
            if self.told:
                next(file)
            for count, row in enumerate(self._read(file, 2 if self.told else 1)):
                yield row
                if progress is not None and count % _REPORT_EVERY == 0:
                    progress(self.path.name, raw.tell(), total)
            if progress is not None:
                progress(self.path.name, total, total)

    def blocks(self, line: int, width: int, progress: Progress | None) -> Iterator[Block | list[Row]]:
        """A new pass over the records from this line on, those as wide as told in blocks where they can be.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        from churntui.data.importing import blocks  # needs numpy

        with self._opened() as (raw, file):
            total = self.path.stat().st_size
            deque(itertools.islice(file, line - 1), maxlen=0)
            for count, lines in enumerate(_whole_lines(file)):
                columns = blocks.columns_of(lines, self.separator, width)
                if columns is not None:
                    yield blocks.Block(line, columns)
                    line += len(columns[0])
                else:
                    begun = _Begun(lines, file)
                    rows = begun.until_done(self._read(begun, line, width))
                    while some := list(itertools.islice(rows, TOGETHER)):
                        yield some
                    line += begun.count
                if progress is not None and count % _REPORT_BLOCKS == 0:
                    progress(self.path.name, raw.tell(), total)
            if progress is not None:
                progress(self.path.name, total, total)

    @contextmanager
    def _opened(self) -> Iterator[tuple[IO[bytes], io.TextIOWrapper]]:
        """Its bytes, and its text on top of them with line ends as they are."""
        csv.field_size_limit(LONGEST_FIELD)
        with self.path.open("rb", buffering=1 << 18) as raw:
            yield raw, io.TextIOWrapper(raw, self.encoding, errors="replace", newline="")

    def _read(self, lines: Iterable[str], line: int, width: int = 0) -> Iterator[Row]:
        """The records of lines, the first of which is this one; the record before them was so wide."""
        above, begins = line - 1, line
        reader = csv.reader(lines, delimiter=self.separator)
        try:
            for cells in reader:
                begins, line = line, above + reader.line_num + 1
                if line > begins + 1 and _holds_rows(cells, self.separator, width):
                    self.swallowed.add(begins)
                width = len(cells)
                yield begins, cells
            if line > begins + 1:
                self._refuse_open_quote(begins)
        except csv.Error as error:
            raise self._broken(line, str(error)) from None

    def _refuse_open_quote(self, line: int) -> None:
        """Refuse a file whose last record, from this line on, ends within a quote: it has swallowed the rows after it.

        Raises:
            BadInputError: It does.
        """
        with self._opened() as (_, file):
            rest = list(itertools.islice(file, line - 1, None))
        rows = csv.reader(rest, delimiter=self.separator, strict=True)
        try:
            deque(rows, maxlen=0)
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise self._broken(line, f"a quote opened there swallows {len(rest) - 1} lines") from None

    def _broken(self, line: int, what: str) -> BadInputError:
        return BadInputError(
            f"{self.path.name} breaks off at line {line}: {what}", "Look for a quote that is never closed"
        )


def _whole_lines(file: io.TextIOWrapper) -> Iterator[str]:
    """The rest of a file, some lines at a time."""
    while some := file.read(_BLOCK):
        yield some + file.readline()


class _Begun:
    """The lines of a block, and of the file after it for a record that goes on there."""

    def __init__(self, block: str, rest: io.TextIOWrapper) -> None:
        self._block = io.StringIO(block, newline="")
        self._rest = rest
        self._left = len(block)
        self._is_over = False
        self.count = 0
        """Lines given so far."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._block.readline() or self._rest.readline()
        if not line:
            self._is_over = True
            raise StopIteration
        self._left -= len(line)
        self.count += 1
        return line

    def until_done(self, records: Iterator[Row]) -> Iterator[Row]:
        """The records that begin in the block; where the last one took the whole file, up to what is said then."""
        while self._left > 0 or self._is_over:
            record = next(records, None)
            if record is None:
                return
            yield record


def _holds_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Whether a cell of several lines has at least two whole ones that all look like the row before, of that width."""
    for cell in cells:
        inner = cell.splitlines()[1:-1]
        if len(inner) > 1 and width > 1 and all(line.count(separator) == width - 1 for line in inner):
            return True
    return False
