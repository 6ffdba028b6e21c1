"""A run of the import: every file of one command, in one transaction, in the order the tables depend on.

What cannot be recognised is told and left; what is recognised is loaded row by row, and a rejected row never
blocks the good ones. A dry run does all of it and then takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping as Named
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from churntui.data import rollup
from churntui.data.file.store import Store, now
from churntui.data.importing import mapping, profiles, read
from churntui.data.importing.cells import Choices
from churntui.data.importing.linking import Links
from churntui.data.importing.load import Loader
from churntui.data.importing.outcome import FileResult, Rejects, Tally
from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.data.importing.read import Progress, Sheet
from churntui.data.rows import settings
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError, ChurnError, NotFoundError

if TYPE_CHECKING:
    from churntui.data.importing.activity import Activities

SUFFIXES = {".csv", ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson"}
"""What is looked at in a folder; a file that is named is always looked at."""

_NAMES_CUSTOMERS = frozenset({"customers", "surveys"})
"""Besides activity, which brings its own up to date: the tables whose rows make customers, or say when they joined."""

_TITLE_LINES = 8
"""How many records a header may stand below the top."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said about a run."""

    source: str = ""
    """The profile to use; recognised by headers where empty."""
    end_dates: EndDates | None = None
    """The profile's where None."""
    date_order: DateOrder | None = None
    """Told by the column itself where None."""
    dry_run: bool = False
    replace_days: bool = False
    """Whether activity the book has on a file's days, of the actions the file names, goes where the file has it not."""
    rejects: Path | None = None
    """Where to write the rejected rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet and what it was recognised as."""

    path: str
    sheet: Sheet
    mapping: mapping.Mapping


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the named files and folders hold."""

    found: tuple[Found, ...]
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


class _TakeBackError(Exception):
    """Ends the transaction of a dry run."""


def recognise(paths: Sequence[Path], options: Options) -> Recognised:
    """Look at every file, without a book.

    Raises:
        NotFoundError: A path, or the source that was named, does not exist.
    """
    candidates = (profiles.named(options.source),) if options.source else profiles.profiles()
    found, ignored, unread = [], [], []
    for path in _files(paths):
        try:
            sheet = read.open_sheet(path)
            what, sheet = _recognised(sheet, path.stem, candidates)
        except BadInputError as error:
            unread.append(FileResult(str(path), "", "", notes=(str(error),)))
            continue
        if isinstance(what, mapping.Mapping):
            found.append(Found(str(path), sheet, what))
        elif what is not None:
            ignored.append(FileResult(str(path), what.profile.name, "", notes=(what.reason,)))
        else:
            unread.append(FileResult(str(path), "", "", notes=(_unknown(sheet),)))
    order = {name: place for place, name in enumerate(TABLES)}
    found.sort(key=lambda one: (order[one.mapping.table.name], one.path))
    return Recognised(tuple(found), tuple(ignored), tuple(unread))


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lower() in SUFFIXES)
        elif path.exists():
            files.append(path)
        else:
            raise NotFoundError(f"There is no file or folder {path}", "Check its name")
    return list(dict.fromkeys(files))


def _recognised(
    sheet: Sheet, stem: str, candidates: Sequence[profiles.Profile]
) -> tuple[mapping.Mapping | mapping.Ignored | None, Sheet]:
    """By the first records that can be a header; there may be titles above it."""
    for below in range(_TITLE_LINES):
        lower = sheet.below(below) if below else sheet
        if lower.header:
            what = mapping.recognise(stem, lower.header, candidates)
            if what is not None:
                return what, lower
    return None, sheet


def _unknown(sheet: Sheet) -> str:
    shown = ", ".join(name for name in sheet.header[:8] if name)
    return f"not recognised by its headers ({shown[:160]}). See churntui template for those it knows"


def run(store: Store, paths: Sequence[Path], options: Options, progress: Progress | None = None) -> RunResult:
    """Import files and folders.

    Raises:
        NotFoundError: A path, or the source that was named, does not exist.
        BadInputError: Nothing could be read, or a file breaks off in the middle; then nothing was changed.
        BookError: The book cannot be written; nothing was changed.
    """
    recognised = recognise(paths, options)
    if not recognised.found:
        raise nothing_read(recognised)
    rejects = Rejects(options.rejects)
    files: tuple[FileResult, ...] = ()
    is_over = False
    store.rows("PRAGMA temp_store=FILE")
    try:
        with suppress(_TakeBackError), store.write():
            files = _load(store, recognised.found, options, rejects, progress)
            if options.dry_run:
                raise _TakeBackError
        is_over = True
    finally:
        rejects.close(keep=is_over)
        store.rows("PRAGMA temp_store=MEMORY")
    return RunResult(files, recognised.ignored, recognised.unread, tuple(rejects.written))


def nothing_read(recognised: Recognised) -> ChurnError:
    """The error of a run in which there is nothing to load."""
    left = recognised.unread + recognised.ignored
    if not left:
        return BadInputError(
            "There is no CSV file there", "Name a file, or a folder with files ending in .csv"
        )
    first = f"{Path(left[0].path).name}: {left[0].notes[0]}"
    more = f" ({len(left) - 1} more files likewise)" if len(left) > 1 else ""
    return BadInputError(f"Nothing could be read. {first}{more}")


def load_tables(store: Store, tables: Named[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> RunResult:
    """Import tables that are in memory, by canonical name, each with its header and rows of text.

    Raises:
        NotFoundError: A name is no canonical table's.
        BookError: The book cannot be written; nothing was changed.
    """
    canonical = profiles.named(profiles.CANONICAL)
    found = []
    for name in TABLES:
        if name in tables:
            header, rows = tables[name]
            what = mapping.recognise(name, header, (canonical,))
            if not isinstance(what, mapping.Mapping) or what.table.name != name:
                raise NotFoundError(
                    f"The header of {name} is not that of its table", "Compare with the template"
                )
            found.append(Found(name, read.in_memory(name, header, rows), what))
    unknown = set(tables) - set(TABLES)
    if unknown:
        raise NotFoundError(f"There is no table {', '.join(sorted(unknown))}", f"Tables: {', '.join(TABLES)}")
    with store.write():
        files = _load(store, found, Options(), Rejects(None), None)
    return RunResult(files)


def _load(
    store: Store, found: Sequence[Found], options: Options, rejects: Rejects, progress: Progress | None
) -> tuple[FileResult, ...]:
    links = Links(store)
    tallies: list[Tally] = []
    has_logos = any(one.mapping.table.name == "logos" for one in found)
    has_activity = any(one.mapping.table.name == "activity" for one in found)
    qualifying = _qualifying(store)
    with ExitStack() as gathered:
        activities = gathered.enter_context(_activities(store, links, options)) if has_activity else None
        for one in found:
            tally = Tally(one.sheet, one.mapping, rejects)
            if one.mapping.unused:
                tally.notes.append(f"not taken: {', '.join(one.mapping.unused)}"[:200])
            choices = Choices(
                end_dates=options.end_dates or one.mapping.profile.end_dates,
                date_order=options.date_order or one.mapping.profile.date_order,
                currency=settings.read(store).reporting_currency,
                makes_logos=not has_logos,
            )
            if activities is not None and one.mapping.table.name == "activity":
                activities.gather(tally, choices, progress)
            else:
                Loader(store, links, tally, choices).load(progress)
            tallies.append(tally)
        if activities is not None:
            activities.merge()
    if any(
        now_qualifies != qualifying.get(action, now_qualifies)
        for action, now_qualifies in _qualifying(store).items()
    ):
        rollup.requalify(store)
    if any(one.mapping.table.name in _NAMES_CUSTOMERS for one in found):
        rollup.refresh_customers(store)
    results = tuple(tally.result(one.path) for tally, one in zip(tallies, found, strict=True))
    _log(store, results)
    return results


def _activities(store: Store, links: Links, options: Options) -> Activities:
    """Imported late: it needs numpy."""
    from churntui.data.importing.activity import Activities

    return Activities(store, links, replaces_days=options.replace_days)


def _qualifying(store: Store) -> dict[int, int]:
    return dict(store.rows("SELECT id, qualifies FROM action"))


def _log(store: Store, results: Sequence[FileResult]) -> None:
    at = now()
    store.many(
        """INSERT INTO import_run(at, source, path, table_name, added, changed, unchanged, rejected)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                at,
                one.source,
                Path(one.path).name,
                one.table,
                one.added,
                one.changed,
                one.unchanged,
                one.rejected,
            )
            for one in results
        ],
    )
