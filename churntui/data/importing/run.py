"""A run of the import: every file of one command, in one transaction, in the order the tables depend on.

What cannot be recognised is told and left; what is recognised is loaded row by row, and a rejected row never
blocks the good ones. A dry run does all of it and then takes it back.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping as Named
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from churntui.data import activity
from churntui.data.file.store import Store, now
from churntui.data.importing import kept, mapping, months, own, profiles, vanished
from churntui.data.importing.byhand import Take
from churntui.data.importing.cells import Choices
from churntui.data.importing.linking import Links
from churntui.data.importing.load import Loader
from churntui.data.importing.numbers import DecimalSign
from churntui.data.importing.outcome import FileResult, Rejects, Tally
from churntui.data.importing.profiles import AmountIs, DateOrder, EndDates, Standing
from churntui.data.importing.reading import workbook
from churntui.data.importing.reading.opening import NO_DATA, LeftOut, Table, bare_reason, is_looked_at, tables
from churntui.data.importing.reading.sheet import Progress, Sheet, in_memory
from churntui.data.importing.reading.source import WITHIN
from churntui.data.importing.standing import with_status
from churntui.data.rows import settings
from churntui.model.own_fields import OwnField
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError, ChurnError, NotFoundError
from churntui.plain.text import fold

if TYPE_CHECKING:
    from churntui.data.importing.activity import Activities

_SHOWN_IDS = 5
_SHOWN_LEFT = 5
"""Files that are named where nothing could be read."""

_PAIR = 2
"""Cells of a line above a header that says one thing: `Account: Acme`."""

_NAMES_CUSTOMERS = frozenset({"customers", "surveys"})
"""Besides activity, which brings its own up to date: the tables whose rows make customers, or say when they joined."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said about a run."""

    source: str = ""
    """The profile to use; recognised by headers where empty."""
    end_dates: EndDates | None = None
    """What the file's contracts tell where None, and their source says nothing."""
    date_order: DateOrder | None = None
    """Told by the file's days where None."""
    decimal: DecimalSign | None = None
    """Told by a column's numbers where None."""
    currency: str = ""
    """Of amounts that come without one; the reporting currency where empty and no sign beside them is doubtful."""
    statuses: tuple[tuple[str, Standing], ...] = ()
    """What becomes of rows of a status, where that is not known or is to be otherwise."""
    amount: AmountIs | None = None
    """Whether amounts beside a number of seats are for all of them or for each, where that is open."""
    take: Take | None = None
    """Whose values are taken where the book's were typed by hand; None to leave those and tell."""
    dry_run: bool = False
    replace_days: bool = False
    """Whether activity the book has on a file's days, of the actions the file names, goes where the file has it not."""
    rejects: Path | None = None
    """Where to write the rejected rows."""
    own: tuple[str, ...] = ()
    """Headers of logos to be kept as fields of the user's own; `*` for all that nothing else is taken from."""


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file of rows, and what it was recognised as."""

    path: str
    sheet: Sheet
    mapping: mapping.Mapping


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the named files and folders hold, and what the user said about them."""

    options: Options
    files: tuple[MappedFile, ...]
    """In the order they are to be loaded."""
    ignored: tuple[FileResult, ...] = ()
    """Files that are known to be no data, with the reason as note."""
    unread: tuple[FileResult, ...] = ()
    """Files that could not be read or recognised, with the reason as note."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to."""

    files: tuple[FileResult, ...]
    """The files that were loaded."""
    ignored: tuple[FileResult, ...] = ()
    unread: tuple[FileResult, ...] = ()
    rejects: tuple[Path, ...] = ()
    """The files of rejected rows that were written."""

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return sum(file.rejected for file in self.files)

    @property
    def in_conflict(self) -> int:
        """How many values and rows stay as they are, because somebody made them so by hand."""
        return sum(file.in_conflict for file in self.files)


class _TakeBackError(Exception):
    """Ends the transaction of a dry run."""


def recognise(paths: Sequence[Path], options: Options) -> Recognised:
    """Look at every file, without a book.

    Raises:
        NotFoundError: A path, or the source that was named, does not exist.
    """
    sources = (profiles.named(options.source),) if options.source else profiles.profiles()
    mapped: list[MappedFile] = []
    ignored: list[FileResult] = []
    unread: list[FileResult] = []
    for path, reason in _files(paths).items():
        if reason:
            ignored.append(FileResult(str(path), "", "", notes=(reason,)))
            continue
        try:
            for part in tables(path):
                where = str(path.parent / part.name)
                if isinstance(part, LeftOut):
                    (unread if part.is_lost else ignored).append(
                        FileResult(where, "", "", notes=(part.reason,))
                    )
                else:
                    _add(part, where, sources, (mapped, ignored, unread))
        except BadInputError as error:
            unread.append(FileResult(str(path), "", "", notes=(bare_reason(error, path.name),)))
    order = {name: place for place, name in enumerate(TABLES)}
    mapped.sort(key=lambda file: (order[file.mapping.table.name], file.path))
    return Recognised(options, tuple(mapped), tuple(ignored), tuple(unread))


def _add(
    table: Table,
    where: str,
    sources: Sequence[profiles.Profile],
    lists: tuple[list[MappedFile], list[FileResult], list[FileResult]],
) -> None:
    """Put a table among those that are mapped, ignored or unread."""
    mapped, ignored, unread = lists
    try:
        sheet, meaning = _recognised(table, sources)
    except BadInputError as error:
        unread.append(FileResult(where, "", "", notes=(bare_reason(error, table.name),)))
        return
    if isinstance(meaning, mapping.Mapping):
        mapped.append(MappedFile(where, sheet, meaning))
    elif meaning is not None:
        lost = unread if meaning.is_refused else ignored
        lost.append(FileResult(where, meaning.profile.name, "", notes=(meaning.reason,)))
    elif WITHIN in table.name and _is_prose(table):
        ignored.append(FileResult(where, "", "", notes=("holds lines of text and no table",)))
    else:
        unread.append(FileResult(where, "", "", notes=(_unknown(sheet),)))


def _is_prose(table: Table) -> bool:
    """Whether no line at its top has more than one cell, as on the first sheet of many workbooks."""
    with closing(table.candidates()) as candidates:
        return all(sum(map(bool, sheet.header)) <= 1 for sheet in candidates)


def _files(paths: Sequence[Path]) -> dict[Path, str]:
    """Every file that was named or is in a folder that was, each with why it is not looked at, where it is not."""
    files: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            for entry in sorted(path.iterdir()):
                files.setdefault(entry, _passed_over(entry))
        elif path.exists():
            files[path] = ""
        else:
            raise NotFoundError(f"There is no file or folder {path}", "Check its name")
    return files


def _passed_over(entry: Path) -> str:
    """Why an entry of a folder is not looked at; empty where it is."""
    if entry.is_dir():
        return "is a folder of its own; name it to have it looked at"
    is_told = is_looked_at(entry.suffix.lower()) and not entry.name.startswith((".", "~$"))
    return "" if is_told else NO_DATA


def _recognised(
    table: Table, sources: Sequence[profiles.Profile]
) -> tuple[Sheet, mapping.Mapping | mapping.Ignored | None]:
    """The table under the header that means most; under its first record where none means anything.

    A title or a pair of a word and its value above the header may look like one itself; it yields to a header below it
    of which more is understood.
    """
    with closing(table.candidates()) as candidates:
        first = next(candidates)
        best: tuple[Sheet, mapping.Mapping] | None = None
        for headed in itertools.chain((first,), candidates):
            if best is not None and not _may_be_a_title(best[0], headed):
                break
            sheet = months.by_row(headed) if months.are_wide(headed, table.stems) else headed
            meaning = _meaning(table.stems, sheet, sources)
            if isinstance(meaning, mapping.Ignored):
                return sheet, meaning
            if meaning is not None and (best is None or len(meaning.at) > len(best[1].at)):
                best = sheet, meaning
    if best is None:
        months.refuse(first)
    return best or (first, None)


def _may_be_a_title(above: Sheet, below: Sheet) -> bool:
    """Whether what stands above may be a title of the table whose header is below: a pair, or groups of columns."""
    names = sum(map(bool, above.header))
    is_grouped = len(above.header) > names and below.before == above.before + 1
    return names < sum(map(bool, below.header)) and (names <= _PAIR or is_grouped)


def _meaning(
    stems: Sequence[str], sheet: Sheet, sources: Sequence[profiles.Profile]
) -> mapping.Mapping | mapping.Ignored | None:
    """What the header means, under the first name that says it, else under the last."""
    meaning = None
    for stem in stems:
        meaning = mapping.recognise(stem, sheet.header, sources)
        if isinstance(meaning, mapping.Mapping) and profiles.header_key(stem) in meaning.rule.stems:
            break
    return meaning


def _unknown(sheet: Sheet) -> str:
    shown = ", ".join(name for name in sheet.header[:8] if name)
    return f"not recognised by its headers ({shown[:160]}). See churntui template for those it knows"


def run(store: Store, recognised: Recognised, progress: Progress | None = None) -> RunResult:
    """Import what was recognised.

    Raises:
        BadInputError: There is nothing to load, or a file breaks off in the middle; then nothing was changed.
        BookError: The book cannot be written; nothing was changed.
    """
    if not recognised.files:
        raise nothing_read(recognised)
    options = recognised.options
    files: tuple[FileResult, ...] = ()
    store.rows("PRAGMA temp_store=FILE")
    try:
        with Rejects(options.rejects) as rejects, suppress(_TakeBackError), store.write():
            with kept.Batch(store) as batch:
                files = _load(store, recognised.files, options, rejects, progress, batch)
            if options.dry_run:
                raise _TakeBackError
    finally:
        store.rows("PRAGMA temp_store=MEMORY")
        workbook.forget()
    return RunResult(files, recognised.ignored, recognised.unread, tuple(rejects.written))


def nothing_read(recognised: Recognised) -> ChurnError:
    """The error of a run in which there is nothing to load."""
    left = recognised.unread + recognised.ignored
    if not left:
        return BadInputError(
            "There is no file there", "Name a file, or a folder with tables (CSV, Excel, JSON, zip)"
        )
    said = [f"{Path(file.path).name}: {file.notes[0]}" for file in left[:_SHOWN_LEFT]]
    more = f" ({len(left) - len(said)} more files likewise)" if len(left) > len(said) else ""
    return BadInputError(f"Nothing could be read. {'; '.join(said)}{more}")


def load_tables(store: Store, tables: Named[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> RunResult:
    """Import tables that are in memory, by canonical name, each with its header and rows of text.

    Raises:
        NotFoundError: A name is no canonical table's.
        BookError: The book cannot be written; nothing was changed.
    """
    canonical = profiles.named(profiles.CANONICAL)
    mapped = []
    for name in TABLES:
        if name in tables:
            header, rows = tables[name]
            meaning = mapping.recognise(name, header, (canonical,))
            if not isinstance(meaning, mapping.Mapping) or meaning.table.name != name:
                raise NotFoundError(
                    f"The header of {name} is not that of its table", "Compare with the template"
                )
            mapped.append(MappedFile(name, in_memory(name, header, rows), meaning))
    unknown = set(tables) - set(TABLES)
    if unknown:
        raise NotFoundError(f"There is no table {', '.join(sorted(unknown))}", f"Tables: {', '.join(TABLES)}")
    with store.write():
        files = _load(store, mapped, Options(), Rejects(None), None)
    return RunResult(files)


def _load(
    store: Store,
    files: Sequence[MappedFile],
    options: Options,
    rejects: Rejects,
    progress: Progress | None,
    batch: kept.Batch | None = None,
) -> tuple[FileResult, ...]:
    links = Links(store)
    tallies: list[Tally] = []
    tables = {file.mapping.table.name for file in files}
    qualifying = _qualifying(store)
    with ExitStack() as gathered:
        activities = (
            gathered.enter_context(_activities(store, links, options, batch))
            if "activity" in tables
            else None
        )
        for file in map(with_its_status, files):
            tally = Tally(file.sheet, file.mapping, rejects)
            taken = own.columns(store, file.sheet.header, file.mapping, options.own)
            links.respells, links.respelled = not file.mapping.is_own, {}
            links.renamed, links.alike = {}, {}
            tally.taken = frozenset(file.sheet.header[place] for place in taken)
            tally.notes += own.told(store, file.sheet.header, file.mapping, taken)
            reported_in = settings.read(store).reporting_currency
            choices = choices_of(file, options, reported_in, makes_logos="logos" not in tables, own=taken)
            if activities is not None and file.mapping.table.name == "activity":
                activities.gather(tally, choices, progress)
            else:
                _load_rows(file, Loader(store, links, tally, choices), progress, store, tally)
            tally.notes += [*_respelled(links.respelled), *_called_otherwise(links)]
            settings.keep_locked_rates(store, reported_in)
            tallies.append(tally)
        if activities is not None:
            activities.merge()
    if any(
        now_qualifies != qualifying.get(action, now_qualifies)
        for action, now_qualifies in _qualifying(store).items()
    ):
        activity.requalify(store)
    if tables & _NAMES_CUSTOMERS:
        activity.refresh_customers(store)
    results = tuple(tally.result(file.path) for tally, file in zip(tallies, files, strict=True))
    _log(store, results, batch)
    return results


def _load_rows(
    file: MappedFile, loader: Loader, progress: Progress | None, store: Store, tally: Tally
) -> None:
    """Load the rows of a file, and name those that it brought before and has no more."""
    loader.load(progress)
    brought = vanished.brought(store, file.mapping, Path(file.path).name)
    tally.notes += vanished.told(loader.missing(brought))


def with_its_status(file: MappedFile) -> MappedFile:
    """The file with a status that is called otherwise."""
    return replace(file, mapping=with_status(file.sheet, file.mapping))


def choices_of(
    file: MappedFile, options: Options, reported_in: str, *, makes_logos: bool, own: Named[int, OwnField]
) -> Choices:
    """How a file is to be read, by what the user said and its source."""
    return Choices(
        end_dates=options.end_dates or _stated_ends(file.mapping),
        date_order=options.date_order or file.mapping.profile.date_order,
        reporting_currency=reported_in,
        currency=options.currency,
        makes_logos=makes_logos,
        today=date.fromisoformat(now()[:10]),
        own=own,
        decimal=options.decimal,
        statuses={fold(value): standing for value, standing in options.statuses},
        amount=options.amount,
        take=options.take,
    )


def _stated_ends(mapped: mapping.Mapping) -> EndDates | None:
    """What the ends of a file are without looking at them; None to do so."""
    return "exclusive" if mapped.is_own else mapped.profile.end_dates


def _called_otherwise(links: Links) -> list[str]:
    """Logos that were found under another name or id, and new ones that look like others."""
    renamed = [f"“{said}” taken for logo {known}" for said, known in links.renamed.items()]
    alike = [
        f"“{name}” is new and looks like {', '.join(others[:3])}: are they one logo?"
        for name, others in links.alike.items()
    ]
    return [*_first(renamed), *_first(alike)]


def _first(told: Sequence[str]) -> list[str]:
    """The first few of several notes of one kind, and how many more there are."""
    more = len(told) - _SHOWN_IDS
    return [*told[:_SHOWN_IDS], *([f"… and {more} more likewise"] if more > 0 else [])]


def _respelled(ids: Named[str, str]) -> list[str]:
    """Ids that were taken for another spelling of those in the book, the first of them by name."""
    shown = [f"id {ref} taken for {known}, the same in another spelling" for ref, known in ids.items()]
    more = len(shown) - _SHOWN_IDS
    return [*shown[:_SHOWN_IDS], *([f"{more} more ids likewise"] if more > 0 else [])]


def _activities(store: Store, links: Links, options: Options, batch: kept.Batch | None) -> Activities:
    """Imported late: it needs numpy."""
    from churntui.data.importing.activity import Activities

    keep = batch.keep_use if batch is not None else None
    return Activities(store, links, replaces_days=options.replace_days, keep=keep)


def _qualifying(store: Store) -> dict[int, int]:
    return dict(store.rows("SELECT id, qualifies FROM action"))


def _log(store: Store, results: Sequence[FileResult], batch: kept.Batch | None) -> None:
    at = now()
    store.many(
        """INSERT INTO import_run(at, source, path, table_name, added, changed, unchanged, rejected,
        batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                at,
                file.source,
                Path(file.path).name,
                file.table,
                file.added,
                file.changed,
                file.unchanged,
                file.rejected,
                batch.number if batch is not None else None,
            )
            for file in results
        ],
    )
