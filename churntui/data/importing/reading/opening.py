"""The tables a file may hold, told by its content and never by its name: text, JSON, a workbook, a page, an archive.

Whatever is in a file is named: each sheet of a workbook, each member of a zip, each table of a page is either a
table, or left out with a reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from churntui.data.importing.reading import encodings, jsondocument, jsonlines, markup, oldbook, workbook
from churntui.data.importing.reading.delimited import BlocksBelow, DelimitedText, form_of
from churntui.data.importing.reading.sheet import (
    DAY_ZERO,
    OWN_REJECT_COLUMNS,
    Progress,
    Records,
    Row,
    Sheet,
    in_memory,
)
from churntui.data.importing.reading.source import (
    GZIP,
    WITHIN,
    FileSource,
    GzipSource,
    MemberSource,
    Source,
    archive,
)
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line

SUFFIXES = frozenset(
    {
        *{".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"},
        *{".json", ".jsonl", ".ndjson", ".html", ".htm", ".zip", ".gz"},
    }
)
"""What is looked at in a folder or a zip; a file that is named is always looked at."""

NO_DATA = "its name is not that of data; name the file itself to have it looked at"

_SAMPLE = 1 << 16
"""Letters that tell the format and the separator."""

_TITLE_LINES = 20
"""Records that are tried as header: there may be titles above it."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_REPORT_EVERY = 20_000

_MOST_MEMBERS = 1_000
_MOST_IN_MEMORY = 512 << 20
"""Bytes of a page or a JSON document, which has to be read as a whole."""

_MEMBERS_OF_FORMATS = (
    ("word/document.xml", "is a Word document"),
    ("ppt/presentation.xml", "is a presentation"),
    ("Index/Document.iwa", "is a file of Numbers, Pages or Keynote"),
    ("META-INF/MANIFEST.MF", "is a program"),
)
_WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin"}

Candidates = Generator[Sheet, None, None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may be of use."""

    name: str
    """What people know it by: the file's name, and where it is in the file."""
    stems: tuple[str, ...]
    """The names that may tell what it holds, the best first."""
    candidates: Callable[[], Candidates]
    """It with its first record that is not blank as header, then with each of the next; whatever is open for that
    stays so until the iterator is closed. Calling raises BadInputError where it is no table, is empty or breaks off."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a file that is not looked into, and why."""

    name: str
    reason: str
    is_lost: bool
    """Whether there may be rows in it."""


def tables(path: Path) -> Iterator[Table | LeftOut]:
    """What a file holds.

    Raises:
        BadInputError: It cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{path.name} is no file", "Save what it gives as a file, and name that")
        yield from _within(FileSource(path))
    except OSError as error:
        raise BadInputError(
            f"{path.name} cannot be read: {error.strerror or error}", "Check its name and rights"
        ) from None


def bare_reason(error: BadInputError, name: str) -> str:
    """What an error says, without the name of the file that stands before it anyway."""
    return str(error).removeprefix(f"{name} ")


def is_looked_at(suffix: str) -> bool:
    """Whether a file with that suffix is looked at where it was not named itself."""
    return suffix in SUFFIXES


def _within(source: Source, *, is_member: bool = False) -> Iterator[Table | LeftOut]:
    with source.opened() as file:
        head = file.read(len(oldbook.OLE))
        file.seek(0)
        is_text = not head.startswith((*_ZIP, oldbook.OLE, GZIP))
        written = _Written.seen(source, file) if is_text else None
    if written is not None:
        yield from written.tables()
    elif head.startswith(_ZIP):
        yield from _packed(source, is_member=is_member)
    elif head.startswith(oldbook.OLE):
        yield from _workbook(source, oldbook.OldWorkbook(source))
    elif isinstance(source, GzipSource):
        raise BadInputError(f"{source.name} is packed twice", "Unpack it once")
    else:
        yield from _within(GzipSource(source), is_member=is_member)


def _packed(source: Source, *, is_member: bool) -> Iterator[Table | LeftOut]:
    """What a zip holds, which may be a workbook."""
    with archive(source) as opened:
        members = opened.infolist()
        names = {member.filename for member in members}
        is_sheets = "mimetype" in names and b"spreadsheet" in opened.read("mimetype")[:200]
    for member_name, said in _MEMBERS_OF_FORMATS:
        if member_name in names:
            raise BadInputError(f"{source.name} {said}", "Export the rows as CSV")
    if is_sheets or names & _WORKBOOKS:
        yield from _workbook(source, workbook.Workbook(source))
        return
    if is_member:
        raise BadInputError(f"{source.name} is a zip within a zip", "Unpack it")
    for member in members[:_MOST_MEMBERS]:
        inner = MemberSource(source, member.filename, member.file_size, member.compress_size)
        if not member.is_dir():
            yield from _member(inner)
    if len(members) > _MOST_MEMBERS:
        yield LeftOut(
            source.name, f"it has {len(members):,} members: those after the first 1,000", is_lost=True
        )
    if not names:
        raise BadInputError(f"{source.name} is empty", "There is nothing to import in it")


def _member(inner: MemberSource) -> Iterator[Table | LeftOut]:
    if not is_looked_at(inner.suffix) or inner.stem.startswith("."):
        yield LeftOut(inner.name, NO_DATA, is_lost=False)
        return
    try:
        yield from _within(inner, is_member=True)
    except BadInputError as error:
        yield LeftOut(inner.name, bare_reason(error, inner.name), is_lost=True)


def _workbook(source: Source, book: workbook.Workbook | oldbook.OldWorkbook) -> Iterator[Table | LeftOut]:
    day_zero = book.day_zero if isinstance(book, workbook.Workbook) else DAY_ZERO
    for title in book.titles:
        name = _inner(source, title.name)
        if not title.is_table:
            yield LeftOut(name, "is a chart or macros", is_lost=False)
        elif title.is_hidden:
            yield LeftOut(name, "is hidden in the workbook; show it there to have it taken", is_lost=False)
        elif next(book.rows(title.name, name), None) is None:
            yield LeftOut(name, "is empty", is_lost=False)
        else:
            records = partial(book.rows, title.name, name)
            yield Table(
                name, (title.name, source.stem), partial(_of_records, name, records, source.size, day_zero)
            )


def _inner(source: Source, title: str) -> str:
    """The name of a part of a source; a stroke in its title does not make a path of it."""
    return f"{source.name}{WITHIN}{clean_line(title, 100).replace('/', '∕')}"


def _of_records(name: str, records: Records, size: int, day_zero: date = DAY_ZERO) -> Candidates:
    def all_of_them(progress: Progress | None) -> Iterator[Row]:
        return records(progress)

    yield from _headed(Sheet(name, (), all_of_them, size=size, day_zero=day_zero), records(None))


@dataclass(frozen=True, slots=True)
class _Written:
    """What was seen of a text."""

    source: Source
    encoding: encodings.Encoding
    sample: str

    @staticmethod
    def seen(source: Source, file: BinaryIO) -> _Written:
        """One that is open, at its top."""
        encoding = encodings.detect(file, source.name)
        return _Written(source, encoding, encodings.decoded(file, encoding.name).read(_SAMPLE))

    def tables(self) -> Iterator[Table | LeftOut]:
        """What it holds."""
        source, encoding = self.source, self.encoding.name
        if markup.is_markup(self.sample):
            yield from _pages(source, encoding)
        elif jsonlines.is_json_lines(self.sample):
            yield Table(source.name, (source.stem,), partial(_json_lines, source, self.encoding))
        elif jsondocument.is_document(self.sample):
            yield from _json(source, encoding)
        else:
            form = form_of(self.sample, is_whole=len(self.sample) < _SAMPLE)
            text = DelimitedText(source, encoding, form)
            yield Table(source.name, (source.stem,), partial(_delimited, text, self.encoding))


def _whole(source: Source, encoding: str) -> str:
    if source.size > _MOST_IN_MEMORY:
        raise BadInputError(
            f"{source.name} is too large to be read as a whole", "Export it as CSV or JSON lines"
        )
    with source.opened() as file:
        return encodings.decoded(file, encoding).read()


def _pages(source: Source, encoding: str) -> Iterator[Table | LeftOut]:
    found = markup.tables([_whole(source, encoding)])
    if not found:
        raise BadInputError(f"{source.name} is a page without a table", "Was the download complete?")
    for title, rows in found.items():
        name = source.name if len(found) == 1 else _inner(source, title)
        lines = [(line, cells) for line, cells in enumerate(rows, start=1)]
        records = partial(_from_memory, lines)
        yield Table(name, (title, source.stem), partial(_of_records, name, records, source.size))


def _from_memory(lines: Sequence[Row], _: Progress | None) -> Iterator[Row]:
    return ((line, list(cells)) for line, cells in lines)


def _json(source: Source, encoding: str) -> Iterator[Table | LeftOut]:
    found = jsondocument.tables(_whole(source, encoding), source.name)
    for key, (header, rows, notes) in found.items():
        name = _inner(source, key) if key else source.name
        sheet = replace(in_memory(name, header, rows, first=1), notes=tuple(notes), size=source.size)
        yield Table(
            name, (key.rpartition(".")[2], source.stem) if key else (source.stem,), partial(_alone, sheet)
        )


def _alone(sheet: Sheet) -> Candidates:
    yield sheet


def _noted(encoding: encodings.Encoding) -> tuple[str, ...]:
    return (encoding.note,) if encoding.note else ()


def _json_lines(source: Source, encoding: encodings.Encoding) -> Candidates:
    with source.opened() as file:
        header, more = jsonlines.header(encodings.decoded(file, encoding.name), source.name)

    def records(progress: Progress | None) -> Iterator[Row]:
        total = source.size
        with source.opened() as lines:
            for row in jsonlines.records(encodings.decoded(lines, encoding.name), source.name, header):
                yield row
                if progress is not None and row[0] % _REPORT_EVERY == 0:
                    progress(source.name, lines.tell(), total)
        if progress is not None:
            progress(source.name, total, total)

    notes = (*_noted(encoding), *more)
    yield Sheet(
        source.name, header, records, notes=notes, has_bad_bytes=encoding.has_bad_bytes, size=source.size
    )


def _delimited(table: DelimitedText, encoding: encodings.Encoding) -> Candidates:
    separator = table.form.separator
    said = () if separator == "," else (f"separated by {'tabs' if separator == chr(9) else separator}",)
    whole = Sheet(
        table.source.name,
        (),
        table.records,
        notes=(*_noted(encoding), *said),
        separator=separator,
        has_bad_bytes=encoding.has_bad_bytes,
        noticed=table.noticed,
        size=table.source.size,
    )
    with table.opened() as text:
        yield from _headed(whole, table.from_top(text), table.blocks)


def _headed(whole: Sheet, top: Iterator[Row], blocks: BlocksBelow | None = None) -> Iterator[Sheet]:
    """The sheet of all records, which has no header yet, with one after the other of those at its top as header."""
    records = itertools.dropwhile(lambda record: not _names(record[1][1]), enumerate(top))
    titles: list[tuple[int, str]] = []
    named = ((above, line, cells) for above, (line, cells) in records if _names(cells))
    for above, line, cells in itertools.islice(named, _TITLE_LINES):
        header = _names(cells)
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
    if not titles:
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
