"""What an import would do, before it does: a run of it that is taken back, and the first rows as they are read."""

from __future__ import annotations

import itertools
from collections.abc import Mapping as Named
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from churntui.data.file.store import Store
from churntui.data.importing import asking, own, own_mappings, shown
from churntui.data.importing.asking import DoubtfulSign
from churntui.data.importing.cells import Cells, RowError
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.meaning import IS_ASSUMED, Meaning
from churntui.data.importing.options import Options, choices_of
from churntui.data.importing.outcome import Rejects, State, TakenRow, Tally
from churntui.data.importing.reading import workbook
from churntui.data.importing.reading.sheet import Progress, Sheet
from churntui.data.importing.recognising import MappedFile, Recognised, files_of, recognise, with_its_status
from churntui.data.importing.run import RunResult, run
from churntui.data.rows import settings
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line

FIRST = shown.MOST
"""Rows of a file that are shown."""

_LOOKED_THROUGH = 50
"""Rows that are looked through for the first that says something in a column."""

_OF_LOGOS = frozenset(("logo_id", "logo_name", "logo_domain"))


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A row of a file as the book will have it; as it is read where it is not taken, and in activity."""

    line: int
    values: Named[str, str]
    """By canonical column; those that say nothing are left out."""
    why_not: str = ""
    """Why it is not taken; empty where it is."""
    state: State | None = None
    """What becomes of it; None where it is not taken, and in activity."""


@dataclass(frozen=True, slots=True)
class SeenSheet:
    """The columns of a file, and what each says."""

    header: tuple[str, ...]
    examples: tuple[str, ...]
    """By column, the first cell that says something."""
    mapping: Mapping | None = None
    """What each becomes; None where nothing is known of it."""
    own: frozenset[str] = frozenset()
    """Those that are kept as fields of the user's own."""


Stamp: TypeAlias = tuple[str, int, int]
"""A file, when it was written last, and how long it is."""


def stamps(paths: Sequence[Path]) -> frozenset[Stamp]:
    """Files and those in folders as they are now; others where one of them was changed, came or went."""
    found: set[Stamp] = set()
    with suppress(OSError, NotFoundError):
        for file in (file for file, why_not in files_of(paths).items() if not why_not):
            status = file.stat()
            found.add((str(file), status.st_mtime_ns, status.st_size))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of some files would come to."""

    result: RunResult
    first: Named[str, tuple[FirstRow, ...]] = field(default_factory=dict)
    """By the path of a file."""
    sign: DoubtfulSign | None = None
    """A sign of a currency that several share, where the user has not said which is meant."""
    own: tuple[str, ...] = ()
    """Columns of logos that can be kept as fields of the user's own."""
    mappings: tuple[str, ...] = ()
    """What the user's own mappings are called."""
    sheets: Named[str, SeenSheet] = field(default_factory=dict)
    """By the path of a file that has columns, known or not."""
    stamps: frozenset[Stamp] = frozenset()
    """The files as they were before they were read (`stamps`)."""


def preview(
    store: Store, paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> Preview:
    """Import files and take it back; nothing is left behind.

    Raises:
        NotFoundError: A path, or the source that was named, does not exist.
        BadInputError: A file breaks off in the middle.
        BookError: The book cannot be written.
    """
    before = stamps(paths)
    recognised = _looked_at(store, paths, replace(options, dry_run=True))
    mappings = tuple(one.name for one in own_mappings.every(store))
    if not recognised.files:
        result = RunResult((), recognised.ignored, recognised.unread)
        return Preview(result, mappings=mappings, sheets=_sheets(store, recognised), stamps=before)
    result = run(store, recognised, progress)
    try:
        sheets = _sheets(store, recognised)
        first = _first_rows(store, recognised, result)
        sign, offered = asking.doubtful_sign(recognised), asking.own_fields(recognised, store)
    finally:
        workbook.forget()
    return Preview(result, first, sign, offered, mappings, sheets, before)


def _sheets(store: Store, recognised: Recognised) -> dict[str, SeenSheet]:
    seen = {one.path: SeenSheet(one.sheet.header, _examples(one.sheet)) for one in recognised.unknown}
    for file in map(with_its_status, recognised.files):
        header = file.sheet.header
        taken = own.columns(store, header, file.mapping, recognised.options.own)
        titles = frozenset(header[place] for place in taken)
        seen[file.path] = SeenSheet(header, _examples(file.sheet), file.mapping, titles)
    return seen


def _examples(sheet: Sheet) -> tuple[str, ...]:
    rows = [cells for _, cells in itertools.islice(sheet.rows(), _LOOKED_THROUGH)]
    columns = ((clean_line(cells[place]) for cells in rows) for place in range(len(sheet.header)))
    return tuple(next(filter(None, column), "") for column in columns)


def take(
    store: Store, paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> RunResult:
    """Import files as they are by now.

    Raises:
        ChurnError: As `preview`; or there is nothing in them to take.
    """
    return run(store, _looked_at(store, paths, replace(options, is_seen=True)), progress)


def _looked_at(store: Store, paths: Sequence[Path], options: Options) -> Recognised:
    try:
        return recognise(paths, options, own_mappings.every(store))
    except OSError as error:
        raise BadInputError(f"{error.filename} cannot be read: {error.strerror}") from None


def _first_rows(store: Store, recognised: Recognised, result: RunResult) -> dict[str, tuple[FirstRow, ...]]:
    """The first rows of each file; one that was rejected, with the reason."""
    makes_logos = all(file.mapping.table.name != "logos" for file in recognised.files)
    reported_in = settings.read(store).reporting_currency
    first: dict[str, tuple[FirstRow, ...]] = {}
    for file, counts in zip(map(with_its_status, recognised.files), result.files, strict=True):
        reasons: dict[int, str] = {}
        for problem in counts.problems:
            reasons.setdefault(problem.line, f"{problem.column}: {problem.reason}")
        taken = own.columns(store, file.sheet.header, file.mapping, recognised.options.own)
        choices = choices_of(
            file.mapping, recognised.options, reported_in, makes_logos=makes_logos, own=taken
        )
        tally = Tally(file.sheet, file.mapping, Rejects(None))
        cells = Cells(tally, choices)
        read = _read(file, cells, Meaning(tally, choices, cells), reasons)
        as_kept = {row.line: row for row in counts.first}
        first[file.path] = tuple(_as_kept(row, as_kept.get(row.line)) for row in read)
    return first


def _read(file: MappedFile, cells: Cells, meaning: Meaning, reasons: Named[int, str]) -> tuple[FirstRow, ...]:
    rows = ((line, texts) for line, texts in file.sheet.rows() if not cells.is_beside(line, texts))
    read: list[FirstRow] = []
    for line, texts in itertools.islice(rows, FIRST):
        try:
            stated, why_not = meaning.read(texts), reasons.get(line, "")
        except (RowError, CellError):
            stated, why_not = _as_it_stands(file, texts), reasons.get(line, "cannot be read")
        if stated is None:
            stated, why_not = {}, "left out for its status"
        read.append(FirstRow(line, _texts(stated), why_not))
    return tuple(read)


def _as_it_stands(file: MappedFile, texts: Sequence[str]) -> dict[str, Cell]:
    """The cells of a row that cannot be read."""
    at = file.mapping.at
    return {name: clean_line(texts[place]) or None for name, place in at.items() if place < len(texts)}


def _as_kept(row: FirstRow, taken: TakenRow | None) -> FirstRow:
    """A row as the book will have it, where it is taken."""
    if taken is None or row.why_not:
        return row
    hidden = {*taken.values, *(_OF_LOGOS if shown.LOGO in taken.values else ())}
    beside = {name: text for name, text in row.values.items() if name not in hidden}
    return FirstRow(row.line, {**taken.values, **beside}, state=taken.state)


def _texts(stated: Named[str, Cell]) -> dict[str, str]:
    return {name: str(value) for name, value in stated.items() if name != IS_ASSUMED and value is not None}
