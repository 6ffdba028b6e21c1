"""A run of the import: every file of one command, in one transaction, in the order the tables depend on.

What is recognised is loaded row by row, and a rejected row never blocks the good ones. A dry run does all of it and
then takes it back. Where somebody is there to answer, so does one that came upon something only a person can say: most
do not, and have read their files once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Named
from collections.abc import Sequence, Set
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from churntui.data import activity
from churntui.data.file.store import Store, now
from churntui.data.importing import kept, mapping, own, own_mappings, profiles, successions, vanished
from churntui.data.importing.likeness import Likeness, SaidSame
from churntui.data.importing.linking import Links
from churntui.data.importing.load import Loader
from churntui.data.importing.options import Options, choices_of
from churntui.data.importing.outcome import FileResult, Rejects, Tally
from churntui.data.importing.reading import workbook
from churntui.data.importing.reading.sheet import Progress, in_memory
from churntui.data.importing.recognising import MappedFile, Recognised, nothing_read, with_its_status
from churntui.data.importing.successions import Renews
from churntui.data.rows import settings
from churntui.model.tables import TABLES
from churntui.plain.errors import NotFoundError

if TYPE_CHECKING:
    from churntui.data.importing.activity import Activities

_SHOWN_IDS = 5

_NAMES_CUSTOMERS = frozenset({"customers", "surveys"})
"""Besides activity, which brings its own up to date: the tables whose rows make customers, or say when they joined."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to."""

    files: tuple[FileResult, ...]
    """The files that were loaded."""
    ignored: tuple[FileResult, ...] = ()
    unread: tuple[FileResult, ...] = ()
    rejects: tuple[Path, ...] = ()
    """The files of rejected rows that were written."""
    kept: tuple[own_mappings.Kept, ...] = ()
    """The mappings that are kept for the next time."""
    asked: tuple[Likeness, ...] = ()
    """What has to be answered first, each once; nothing was changed then."""

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


class _AskedError(Exception):
    """Ends the transaction of a run that has to ask first."""

    def __init__(self, asked: Named[str, Likeness]) -> None:
        super().__init__()
        self.asked = tuple(asked.values())


def run(
    store: Store, recognised: Recognised, progress: Progress | None = None, *, asks: bool = False
) -> RunResult:
    """Import what was recognised.

    Args:
        store: The book.
        recognised: The files, and how to take them.
        progress: Told how far it is.
        asks: Whether somebody is there to say what new logos and contracts are that are like some of the book: then
            nothing is kept of a run that came upon such, and it says what has to be answered (`RunResult.asked`).

    Raises:
        BadInputError: There is nothing to load, or a file breaks off in the middle; then nothing was changed.
        BookError: The book cannot be written; nothing was changed.
    """
    if not recognised.files:
        raise nothing_read(recognised)
    options = recognised.options
    files: tuple[FileResult, ...] = ()
    remembered: tuple[own_mappings.Kept, ...] = ()
    store.rows("PRAGMA temp_store=FILE")
    try:
        with Rejects(options.rejects) as rejects, suppress(_TakeBackError), store.write():
            with kept.Batch(store) as batch:
                files = _load(store, recognised.files, options, rejects, progress, batch, asks=asks)
            if options.dry_run:
                raise _TakeBackError
            remembered = _keep_mappings(store, recognised, files)
    except _AskedError as error:
        return RunResult((), asked=error.asked)
    finally:
        store.rows("PRAGMA temp_store=MEMORY")
        workbook.forget()
    return RunResult(files, recognised.ignored, recognised.unread, tuple(rejects.written), remembered)


def _keep_mappings(
    store: Store, recognised: Recognised, results: Sequence[FileResult]
) -> tuple[own_mappings.Kept, ...]:
    """Keep how the files were taken of which something was."""
    options = recognised.options
    taken = [
        (file.path, file.sheet.header, file.mapping)
        for file, result in zip(map(with_its_status, recognised.files), results, strict=True)
        if result.added or result.changed or result.unchanged
    ]
    return own_mappings.keep(store, taken, options.answers, is_seen=options.is_seen)


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
    *,
    asks: bool = False,
) -> tuple[FileResult, ...]:
    links = Links(store, SaidSame(options.same))
    tallies: list[Tally] = []
    tables = {file.mapping.table.name for file in files}
    named = Counter(map(vanished.named, files))
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
            links.begin(respells=not file.mapping.is_own)
            tally.taken = frozenset(file.sheet.header[place] for place in taken)
            tally.notes += own.told(store, file.sheet.header, file.mapping, taken)
            reported_in = settings.read(store).reporting_currency
            choices = choices_of(
                file.mapping, options, reported_in, makes_logos="logos" not in tables, own=taken
            )
            if activities is not None and file.mapping.table.name == "activity":
                _ask(tallies, asks=asks)
                activities.gather(tally, choices, progress)
            else:
                loader = Loader(store, links, tally, choices)
                _load_rows(loader, progress, store, tally, options.renews)
                if batch is not None and named[vanished.named(file)] == 1:
                    tally.notes += vanished.told(store, batch.number, vanished.named(file), loader)
            tally.notes += [*_respelled(links.respelled), *_called_otherwise(links)]
            settings.keep_locked_rates(store, reported_in)
            tallies.append(tally)
        _ask(tallies, asks=asks)
        if activities is not None:
            activities.merge(progress)
    _bring_use_up_to_date(store, tables, qualifying)
    results = tuple(tally.result(file.path) for tally, file in zip(tallies, files, strict=True))
    _log(store, results, batch)
    return results


def _ask(tallies: Sequence[Tally], *, asks: bool) -> None:
    """End a run that asks where there is something: the files of activity come last, are long, and ask nothing."""
    asked = {said: likeness for tally in tallies for said, likeness in tally.asked.items()} if asks else {}
    if asked:
        raise _AskedError(asked)


def _load_rows(
    loader: Loader,
    progress: Progress | None,
    store: Store,
    tally: Tally,
    renews: Renews | None,
) -> None:
    """Load the rows of a file, and name those that follow another."""
    loader.load(progress)
    if tally.mapping.table.name != "contracts" or tally.mapping.is_own or renews == "leave":
        return
    follow = successions.found(store, loader.numbers)
    if renews == "link":
        successions.link(store, follow)
    else:
        tally.follow = len(follow)
    tally.notes += successions.told(store, follow, linked=renews == "link")


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


def _bring_use_up_to_date(store: Store, tables: Set[str], before: Named[int, int]) -> None:
    """Sum activity anew where an action that was there qualifies now and did not, or no more, and its customers."""
    if any(qualifies != before.get(action, qualifies) for action, qualifies in _qualifying(store).items()):
        activity.requalify(store)
    if tables & _NAMES_CUSTOMERS:
        activity.refresh_customers(store)


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
