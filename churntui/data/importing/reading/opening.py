"""The tables a file may hold, from one look at its head: format, encoding, separator, header."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from churntui.data.importing.reading import encodings, jsonlines, workbook
from churntui.data.importing.reading.delimited import BlocksBelow, DelimitedText, form_of
from churntui.data.importing.reading.sheet import OWN_REJECT_COLUMNS, Progress, Records, Row, Sheet
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line

_SAMPLE = 1 << 16
"""Letters that tell the format and the separator."""

_TITLE_LINES = 8
"""Records that are tried as header: there may be titles above it."""


def sheets(path: Path) -> Generator[Sheet, None, None]:
    """The file as a table whose header is the first record that is not blank; then with each of the next as header.

    The file stays open until the iterator is closed.

    Raises:
        BadInputError: It cannot be read, is no table, is empty, or breaks off above the next header.
    """
    try:
        with path.open("rb") as file:
            yield from _workbook(path, file) if workbook.is_workbook(file) else _text(path, file)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}", "Check its name and rights") from None


def _workbook(path: Path, file: BinaryIO) -> Iterator[Sheet]:
    whole = Sheet(path.name, (), _told_when_over(path, partial(workbook.records, path, path.name)))
    return _headed(whole, workbook.records(file, path.name))


def _text(path: Path, file: BinaryIO) -> Iterator[Sheet]:
    encoding = encodings.detect(file, path.name)
    notes = [encoding.note] if encoding.note else []
    text = encodings.decoded(file, encoding.name)
    sample = text.read(_SAMPLE)
    text.seek(0)
    if jsonlines.is_json_lines(sample):
        yield _json_lines(path, encoding.name, jsonlines.header(text, path.name), notes)
        return
    form = form_of(sample, is_whole=len(sample) < _SAMPLE)
    if form.separator != ",":
        notes.append(f"separated by {'tabs' if form.separator == chr(9) else form.separator}")
    table = DelimitedText(path, encoding.name, form)
    whole = Sheet(
        path.name,
        (),
        table.records,
        notes=tuple(notes),
        separator=form.separator,
        has_bad_bytes=encoding.has_bad_bytes,
        noticed=table.noticed,
    )
    yield from _headed(whole, table.from_top(text), table.blocks)


def _json_lines(path: Path, encoding: str, header: tuple[str, ...], notes: Sequence[str]) -> Sheet:
    def records() -> Iterator[Row]:
        with path.open("rb") as file:
            yield from jsonlines.records(encodings.decoded(file, encoding), path.name, header)

    return Sheet(path.name, header, _told_when_over(path, records), notes=tuple(notes))


def _told_when_over(path: Path, records: Callable[[], Iterator[Row]]) -> Records:
    """Passes whose progress is told at their end."""

    def one_pass(progress: Progress | None) -> Iterator[Row]:
        yield from records()
        if progress is not None:
            size = path.stat().st_size
            progress(path.name, size, size)

    return one_pass


def _headed(whole: Sheet, top: Iterator[Row], blocks: BlocksBelow | None = None) -> Iterator[Sheet]:
    """The sheet of all records, which has no header yet, with one after the other of those at its top as header."""
    records = itertools.dropwhile(lambda record: not _names(record[1][1]), enumerate(top))
    is_empty = True
    titles: list[tuple[int, str]] = []
    for above, (line, cells) in itertools.islice(records, _TITLE_LINES):
        is_empty = False
        if header := _names(cells):
            has_own = cells[-len(OWN_REJECT_COLUMNS) :] == OWN_REJECT_COLUMNS
            yield replace(
                whole,
                header=header,
                records=_below(whole.records, above + 1, len(header) if has_own else None),
                record_blocks=None if has_own or blocks is None else partial(blocks, above + 1, len(header)),
                before=line - 1,
                titles=tuple(titles),
            )
            titles.append((line, next(filter(None, header))))
    if is_empty:
        raise BadInputError(f"{whole.name} is empty", "There is nothing to import in it")


def _below(records: Records, count: int, width: int | None) -> Records:
    """Passes over the records after so many, cut to a width where one is given."""

    def below(progress: Progress | None) -> Iterator[Row]:
        rows = itertools.islice(records(progress), count, None)
        return rows if width is None else ((line, cells[:width]) for line, cells in rows)

    return below


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """The headers in a record: without blank ones at its end, and without our own of a file of rejects."""
    names = [clean_line(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if names[-len(OWN_REJECT_COLUMNS) :] == OWN_REJECT_COLUMNS:
        del names[-len(OWN_REJECT_COLUMNS) :]
    return tuple(names)
