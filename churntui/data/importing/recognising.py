"""What the named files and folders hold: which of them are tables, under which header, and of what.

Nothing is passed over in silence: what is no data, cannot be read or means nothing is told with its reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from churntui.data.importing import mapping, mapping_files, months, profiles
from churntui.data.importing.besides import is_number
from churntui.data.importing.deadlines import with_notice
from churntui.data.importing.options import Options
from churntui.data.importing.outcome import FileResult
from churntui.data.importing.reading.opening import NO_DATA, LeftOut, Table, bare_reason, is_looked_at, tables
from churntui.data.importing.reading.sheet import Sheet
from churntui.data.importing.reading.source import WITHIN
from churntui.data.importing.standing import with_status
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError, ChurnError, NotFoundError
from churntui.plain.text import clean_line

_SHOWN_LEFT = 5
"""Files that are named where nothing could be read."""

LEFT_OUT = "left out, as you said"
"""The reason of a file that somebody leaves out of the run."""

_PAIR = 2
"""Cells of a line above a header that says one thing: `Account: Acme`."""


_PLURALS = frozenset(("accounts", "customers", "companies", "clients"))
"""Keys of headers under which there are names, or how many there are."""

_LOOKED_AT = 100

_COUNTS_LOGOS = "counts accounts and names none: a summary is no list of them"


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file of rows, and what it was recognised as."""

    path: str
    sheet: Sheet
    mapping: mapping.Mapping


@dataclass(frozen=True, slots=True)
class UnknownSheet:
    """A table of which nothing is known, under the header that it most likely has."""

    path: str
    sheet: Sheet


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
    unknown: tuple[UnknownSheet, ...] = ()
    """Those of them that are tables."""


@dataclass(slots=True)
class _Seen:
    """What was seen so far."""

    mapped: list[MappedFile] = field(default_factory=list)
    ignored: list[FileResult] = field(default_factory=list)
    unread: list[FileResult] = field(default_factory=list)
    unknown: list[UnknownSheet] = field(default_factory=list)

    def leave(self, where: str, reason: str, source: str = "", *, is_lost: bool) -> None:
        """Name what is not taken; whether there may be rows in it."""
        left = self.unread if is_lost else self.ignored
        left.append(FileResult(where, source, "", notes=(reason,)))


def recognise(paths: Sequence[Path], options: Options, own: Sequence[profiles.Profile] = ()) -> Recognised:
    """Look at every file, without a book but for the mappings of the user's `own` in it.

    Raises:
        NotFoundError: A path, or the source that was named, does not exist.
        BadInputError: The source is a file that is no mapping.
    """
    sources = _sources(options, own)
    seen = _Seen()
    for path, reason in files_of(paths).items():
        if reason:
            seen.leave(str(path), reason, is_lost=False)
            continue
        try:
            for part in tables(path):
                where = str(path.parent / part.name)
                if where in options.left_out:
                    seen.leave(where, LEFT_OUT, is_lost=False)
                elif isinstance(part, LeftOut):
                    seen.leave(where, part.reason, is_lost=part.is_lost)
                else:
                    _add(part, where, sources, seen)
        except BadInputError as error:
            seen.leave(str(path), bare_reason(error, path.name), is_lost=True)
    order = {name: place for place, name in enumerate(TABLES)}
    seen.mapped.sort(key=lambda file: (order[file.mapping.table.name], file.path))
    return Recognised(
        options, tuple(seen.mapped), tuple(seen.ignored), tuple(seen.unread), tuple(seen.unknown)
    )


def _sources(options: Options, own: Sequence[profiles.Profile]) -> tuple[profiles.Profile, ...]:
    """Where the files may come from; what somebody made goes first."""
    if not options.source:
        return *options.mappings, *own, *profiles.profiles()
    if options.source.lower().endswith(mapping_files.SUFFIX):
        return *options.mappings, mapping_files.read(Path(options.source).expanduser()).asked_for
    named = profiles.named(options.source, own)
    return *options.mappings, named.asked_for if named.is_made else named


def _add(table: Table, where: str, sources: Sequence[profiles.Profile], seen: _Seen) -> None:
    """Put a table among those that are mapped, ignored or unread."""
    try:
        sheet, meaning = _recognised(table, sources)
    except BadInputError as error:
        seen.leave(where, bare_reason(error, table.name), is_lost=True)
        return
    if isinstance(meaning, mapping.Mapping):
        seen.mapped.append(MappedFile(where, sheet, meaning))
    elif meaning is not None:
        seen.leave(where, meaning.reason, meaning.profile.name, is_lost=meaning.is_refused)
    elif WITHIN in table.name and _is_prose(table):
        seen.leave(where, "holds lines of text and no table", is_lost=False)
    else:
        widest = _widest(table)
        seen.leave(where, _nearly(widest, sources) or _unknown(sheet), is_lost=True)
        seen.unknown.append(UnknownSheet(where, widest))


def _widest(table: Table) -> Sheet:
    """The table under the header with the most names: a title has few."""
    with closing(table.candidates()) as candidates:
        return max(candidates, key=lambda sheet: len(set(filter(None, sheet.header))))


def _is_prose(table: Table) -> bool:
    """Whether no line at its top has more than one cell, as on the first sheet of many workbooks."""
    with closing(table.candidates()) as candidates:
        return all(sum(map(bool, sheet.header)) <= 1 for sheet in candidates)


def files_of(paths: Sequence[Path]) -> dict[Path, str]:
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
    """The table under the header that means most; where none means anything, under the first that is no title.

    A title or a pair of a word and its value above the header may look like one itself; it yields to a header below it
    of which more is understood.
    """
    made = [source for source in sources if source.is_made]
    sources = [source for source in sources if not source.is_made]
    as_made = _as_made(table, made, sources)
    if as_made is not None:
        return as_made
    with closing(table.candidates()) as candidates:
        first = next(candidates)
        best: tuple[Sheet, mapping.Mapping] | None = None
        unknown = first
        for headed in itertools.chain((first,), candidates):
            if _names(unknown) <= _PAIR < _names(headed):
                unknown = headed
            if best is not None and not _may_be_a_title(best[0], headed):
                break
            sheet = _with_months(table, headed)
            meaning = _meaning(table.stems, sheet, sources)
            if (
                meaning is not None
                and not isinstance(meaning, mapping.Ignored)
                and _counts_logos(sheet, meaning)
            ):
                meaning = mapping.Ignored(meaning.profile, _COUNTS_LOGOS, is_refused=True)
            if isinstance(meaning, mapping.Ignored):
                return sheet, meaning
            if meaning is not None and (best is None or len(meaning.at) > len(best[1].at)):
                best = sheet, meaning
    if best is None:
        months.refuse(unknown)
    return best or (unknown, None)


def _as_made(
    table: Table, made: Sequence[profiles.Profile], others: Sequence[profiles.Profile]
) -> tuple[Sheet, mapping.Mapping] | None:
    """The table as somebody said it is, under the first header that was meant; None where nobody did.

    One with more columns is that sheet as long as those mean nothing: the file of another source may have them all.
    """
    if not made:
        return None
    with closing(table.candidates()) as candidates:
        for headed in candidates:
            sheet = _with_months(table, headed)
            meaning = mapping.recognise("", sheet.header, made)
            if isinstance(meaning, mapping.Mapping) and (
                _is_all(sheet, meaning)
                or not _means_more(sheet, meaning, _meaning(table.stems, sheet, others))
            ):
                return sheet, meaning
    return None


def _is_all(sheet: Sheet, made: mapping.Mapping) -> bool:
    """Whether a sheet has no other columns than those a mapping was made for."""
    return {*map(profiles.header_key, sheet.header)} - {""} <= made.rule.headers


def _means_more(
    sheet: Sheet, made: mapping.Mapping, meaning: mapping.Mapping | mapping.Ignored | None
) -> bool:
    """Whether something is known of columns that a mapping was not made for, or of all of them."""
    if not isinstance(meaning, mapping.Mapping):
        return meaning is not None
    taken = {profiles.header_key(sheet.header[at]) for at in (*meaning.at.values(), *meaning.beside.values())}
    return not taken <= made.rule.headers


def _with_months(table: Table, headed: Sheet) -> Sheet:
    """The sheet with a row for each month, where months are its columns."""
    return months.by_row(headed, table.stems) if months.are_wide(headed, table.stems) else headed


def _counts_logos(sheet: Sheet, meaning: mapping.Mapping) -> bool:
    """Whether what would be names are numbers of accounts, as in a summary by owner."""
    place = meaning.at.get("name", meaning.at.get("logo_name"))
    if place is None or meaning.is_own or profiles.header_key(sheet.header[place]) not in _PLURALS:
        return False
    values = [clean_line(cells[place]) for _, cells in itertools.islice(sheet.rows(), _LOOKED_AT)]
    return any(values) and all(is_number(value) for value in values if value)


def _may_be_a_title(above: Sheet, below: Sheet) -> bool:
    """Whether what stands above may be a title of the table whose header is below: a pair, or groups of columns."""
    names = _names(above)
    is_grouped = len(above.header) > names and below.before == above.before + 1
    return names < _names(below) and (names <= _PAIR or is_grouped)


def _names(sheet: Sheet) -> int:
    """How many headers a sheet has that are not blank."""
    return sum(map(bool, sheet.header))


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


def _nearly(sheet: Sheet, sources: Sequence[profiles.Profile]) -> str:
    """That a mapping of the user's own would take it, though it lacks a header; empty where none would."""
    keys = set(map(profiles.header_key, sheet.header))
    for profile in sources:
        for rule in profile.files if profile.is_made else ():
            if rule.taken <= keys:
                lacking = [title for title in rule.told_by if profiles.header_key(title) not in keys]
                return (
                    f"has what your mapping {profile.name} takes, but no {', '.join(lacking)[:160]}: if it is that "
                    f"sheet, import with --as {profile.name}"
                )
    return ""


def _unknown(sheet: Sheet) -> str:
    if mapping.lacks_amount(sheet.header):
        return f"looks like contracts, and no column says what they bring: {mapping.ADD_AN_AMOUNT}"
    if mapping.lacks_days(sheet.header):
        return f"says what contracts bring, and not when they begin or end: {mapping.ADD_A_DAY}"
    shown = ", ".join(name for name in sheet.header[:8] if name)
    return f"not recognised by its headers ({shown[:160]}). See churntui template for those it knows"


def with_its_status(file: MappedFile) -> MappedFile:
    """The file with a status that is called otherwise, and with notice as it is told."""
    return replace(file, mapping=with_notice(file.sheet, with_status(file.sheet, file.mapping)))


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
