"""A file of text with a separator: its records one at a time, or many together where they stand so plainly (`blocks`).

Both passes say the same, and both notice a quote that swallows the rows after it.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from churntui.data.importing.reading import encodings
from churntui.data.importing.reading.sheet import Block, Noticed, Progress, Row, together
from churntui.data.importing.reading.source import Source
from churntui.plain.errors import BadInputError

LONGEST_CELL = 16_000_000
"""Letters of a cell that are taken for one, and not for a quote that was never closed."""

_SEPARATORS = ",;\t|"

_REPORT_EVERY = 20_000
_REPORT_BLOCKS = 16
_BLOCK = 1 << 16
"""Letters that are taken together."""

BlocksBelow = Callable[[int, int, Progress | None], Iterator[Block | list[Row]]]
"""A new pass over the records below so many, those as wide as told in blocks where they can be."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the cells of a file are separated."""

    separator: str
    is_told: bool
    """Whether the first line is no record, but names the separator (`sep=;`, as Excel writes)."""


def form_of(sample: str, *, is_whole: bool) -> Form:
    """The form of a text, from its beginning or the whole of it."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return Form(first[4], is_told=True)
    lines = sample.splitlines(keepends=True)
    if not is_whole and len(lines) > 1:
        lines.pop()
    return Form(max(_SEPARATORS, key=lambda mark: (_agreement(lines[:50], mark), mark == ",")), is_told=False)


def _agreement(lines: list[str], mark: str) -> float:
    """How well a separator explains the lines: the share of records as wide as the widest usual, times that width."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark) if any(cells)]
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=widths.count, default=1)
    usual = max(usual, widths[0] if widths else 1)
    return 0.0 if usual == 1 else widths.count(usual) / len(widths) * (1 + min(usual, 30) / 30)


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """Where it is, and how it is to be read."""

    source: Source
    encoding: str
    form: Form
    noticed: Noticed = field(default_factory=Noticed)
    """Filled by passes."""

    def from_top(self, text: io.TextIOWrapper) -> Iterator[Row]:
        """All records, from the file as opened at its top.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        return self._pass_over(text).records(text)

    def records(self, progress: Progress | None) -> Iterator[Row]:
        """A new pass over all records.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        with self._both() as (file, text):
            total = self.source.size
            for count, row in enumerate(self.from_top(text)):
                yield row
                if progress is not None and count % _REPORT_EVERY == 0:
                    progress(self.source.name, file.tell(), total)
            if progress is not None:
                progress(self.source.name, total, total)

    def blocks(self, below: int, width: int, progress: Progress | None) -> Iterator[Block | list[Row]]:
        """A new pass over the records below so many, those as wide as told in blocks where they can be.

        Raises:
            BadInputError: The file breaks off, with the line.
        """
        with self._both() as (file, text):
            total = self.source.size
            this = self._pass_over(text)
            above = this.records(text)
            deque(itertools.islice(above, below), maxlen=0)
            count = 0
            while letters := text.read(_BLOCK):
                yield from this.blocks(letters + text.readline(), text, width)
                if progress is not None and count % _REPORT_BLOCKS == 0:
                    progress(self.source.name, file.tell(), total)
                count += 1
            if count == 0:
                deque(above, maxlen=0)  # nothing is below: the last one may be open
            if progress is not None:
                progress(self.source.name, total, total)

    @contextmanager
    def opened(self) -> Iterator[io.TextIOWrapper]:
        """The text, at its top."""
        with self._both() as (_, text):
            yield text

    @contextmanager
    def _both(self) -> Iterator[tuple[BinaryIO, io.TextIOWrapper]]:
        with self.source.opened() as file:
            yield file, encodings.decoded(file, self.encoding)

    def _pass_over(self, text: io.TextIOWrapper) -> _Pass:
        csv.field_size_limit(LONGEST_CELL)
        if self.form.is_told:
            next(text)
        return _Pass(self, line=2 if self.form.is_told else 1)

    def refuse_open_quote(self, line: int) -> None:
        """Refuse a file whose last record, from this line on, ends within a quote: it has swallowed the rows after it.

        Raises:
            BadInputError: It does.
        """
        with self.opened() as text:
            rest = list(itertools.islice(text, line - 1, None))
        rows = csv.reader(rest, delimiter=self.form.separator, strict=True)
        try:
            deque(rows, maxlen=0)
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise self.broken(line, f"a quote opened there swallows {len(rest) - 1} lines") from None

    def broken(self, line: int, fault: str) -> BadInputError:
        """The error of a file that cannot be read on."""
        return BadInputError(
            f"{self.source.name} breaks off at line {line}: {fault}", "Look for a quote that is never closed"
        )


@dataclass(slots=True)
class _Pass:
    """How far a pass has come, whether by record or by block."""

    table: DelimitedText
    line: int
    """Of the next record."""
    width: int = 0
    """Cells of the last record."""

    def records(self, lines: Iterable[str]) -> Iterator[Row]:
        """The records of the lines that come next."""
        above, begins = self.line - 1, self.line
        separator = self.table.form.separator
        reader = csv.reader(lines, delimiter=separator)
        try:
            for cells in reader:
                begins, self.line = self.line, above + reader.line_num + 1
                if self.line > begins + 1 and _holds_rows(cells, separator, self.width):
                    self.table.noticed.swallowed.add(begins)
                self.width = len(cells)
                yield begins, cells
            if self.line > begins + 1:
                self.table.refuse_open_quote(begins)
        except csv.Error as error:
            raise self.table.broken(self.line, str(error)) from None

    def blocks(self, lines: str, rest: io.TextIOWrapper, width: int) -> Iterator[Block | list[Row]]:
        """The records that begin in the lines that come next; the last of them may end in the rest of the file."""
        from churntui.data.importing.reading.blocks import columns_of  # needs numpy

        columns = columns_of(lines, self.table.form.separator, width)
        if columns is None:
            begun = _Begun(lines, rest)
            yield from together(begun.until_done(self.records(begun)))
        else:
            block = Block(self.line, columns)
            self.line += len(columns[0])
            self.width = width
            yield block


class _Begun:
    """The lines of a block, and of the file after it for a record that goes on there."""

    def __init__(self, block: str, rest: io.TextIOWrapper) -> None:
        self._block = io.StringIO(block, newline="")
        self._rest = rest
        self._left = len(block)
        self._is_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._block.readline() or self._rest.readline()
        if not line:
            self._is_over = True
            raise StopIteration
        self._left -= len(line)
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
