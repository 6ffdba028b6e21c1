"""What a run came to: counts and problems per file, and the rejected rows as files to mend."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Mapping as Named
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, TextIO

from churntui.data.importing.check import CellError
from churntui.data.importing.likeness import Likeness, LikenessError
from churntui.data.importing.mapping import (
    ADD_A_DAY,
    ADD_AN_AMOUNT,
    Mapping,
    lacks_amount,
    lacks_days,
    might_be_contracts,
)
from churntui.data.importing.profiles import CANONICAL, header_key
from churntui.data.importing.reading.sheet import OWN_REJECT_COLUMNS, Sheet
from churntui.data.importing.reading.source import WITHIN
from churntui.data.importing.words import is_weighty, says_how_often
from churntui.plain.errors import BadInputError
from churntui.plain.files import whole
from churntui.plain.text import clean_line
from churntui.plain.wording import counted

State = Literal["added", "changed", "unchanged"]

KEPT_PROBLEMS = 1_000
"""Problems of one file that are kept to be shown; the counts and the file of rejects know them all."""

_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')
"""What the name of a file is better without."""

_SHOWN_LINES = 5
"""Lines with a doubtful quote that are named."""

_TELL_LOGOS = frozenset({"logo_id", "logo_domain", "logo_name", "mail"})
"""Columns that say whose a row is."""

_MAKE_LOGOS = frozenset({"contracts", "logos"})
"""Tables whose rows are seldom without a logo: they bring it along."""

_SHOWN_VALUE = 60

_SHOWN_ROWS = 20
"""Rows left out as no data that are named."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One value of one row of a file that could not be taken."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= _SHOWN_VALUE else self.value[: _SHOWN_VALUE - 1] + "…"
        return f"line {self.line}, {self.column} “{shown}”: {self.reason}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody did by hand in the book and a row of a file says otherwise; the book's stands."""

    line: int
    column: str
    book: str
    file: str
    changed_on: str
    """The day of that; empty of a value that is held with another."""
    is_gone: bool = False
    """Whether the row itself was taken away."""

    def __str__(self) -> str:
        where = f"line {self.line}, {clean_line(self.column)}"
        if self.is_gone:
            return f"{where} “{_short(self.file)}”: taken away by hand on {self.changed_on}"
        by = f"changed by hand on {self.changed_on}" if self.changed_on else "held with the other"
        return f"{where}: book “{_short(self.book)}” ({by}), file “{_short(self.file)}”"


def _short(value: str) -> str:
    shown = clean_line(value)
    return shown if len(shown) <= _SHOWN_VALUE else shown[: _SHOWN_VALUE - 1] + "…"


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row as the book has it then."""

    line: int
    state: State
    values: Named[str, str]
    """What a person calls each value to it; those that say nothing are left out."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one imported file came to."""

    path: str
    source: str
    table: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    """Rows of the file that are no data: blank lines, footers."""
    removed: int = 0
    """What the book had on the file's days and the file has not: taken out, where that was asked for."""
    problems: tuple[Problem, ...] = ()
    rejected: int = 0
    mapped_on: str = ""
    """The day its mapping was made, where it is one of the user's own that was kept."""
    recognised_by: tuple[int, int] = (0, 0)
    """How many columns of its source's profile it has, and how many those are."""
    dropped: tuple[Problem, ...] = ()
    """What was left off rows that were taken: links that do not hold."""
    conflicts: tuple[Conflict, ...] = ()
    in_conflict: int = 0
    """How many conflicts there are, also where they are too many to be kept."""
    follow: int = 0
    """How many contracts follow another that they may renew, and name none."""
    asked: tuple[Likeness, ...] = ()
    """What of it may be something of the book: its rows are rejected until somebody says."""
    first: tuple[TakenRow, ...] = ()
    """The first rows that were taken; none of activity, which is taken by thousands."""
    notes: tuple[str, ...] = field(default=())
    """Choices made on the way (encoding, separator, date order), worth a line."""


class Rejects:
    """Rejected rows as CSV: the original columns, then line, column and reason.

    The first file that has any goes to the path that was asked for, a second one, whose columns are others,
    to its sibling `<name>-<file>.csv`. Mended, they can be imported as they are, and may have the rejects of that
    import in their own place: a file takes its name when the block of the run is left, and none where that failed.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._open: dict[str, TextIO] = {}
        self._files = ExitStack()
        self.written: list[Path] = []

    def __enter__(self) -> Rejects:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._files.__exit__(kind, error, traceback)

    def write(self, sheet: Sheet, line: int, cells: Sequence[str], column: str, reason: str) -> None:
        """Write one row, if rejects were asked for.

        Raises:
            BadInputError: The file cannot be written.
        """
        if self._path is None:
            return
        if sheet.name not in self._open:
            self._start(self._path, sheet)
        written = [cell.encode("utf-8", "replace").decode() for cell in (*cells, str(line), column, reason)]
        csv.writer(self._open[sheet.name], lineterminator="\n").writerow(written)

    def _start(self, path: Path, sheet: Sheet) -> None:
        if self._open:
            path = self._sibling(path, sheet.name)
        try:
            file = self._files.enter_context(whole(path))
        except OSError as error:
            raise BadInputError(
                f"{path} cannot be written: {error.strerror}", "Name another --rejects"
            ) from None
        self._open[sheet.name] = file
        self.written.append(path)
        csv.writer(file, lineterminator="\n").writerow([*sheet.header, *OWN_REJECT_COLUMNS])

    def _sibling(self, path: Path, name: str) -> Path:
        """The path of the rejects of another file, or of a part of one, told apart from those that are open."""
        parts = "-".join(Path(part).stem for part in name.split(WITHIN))
        told = f"{path.stem}-{_NO_NAME.sub('_', parts)}"
        taken = {other.name for other in self.written}
        numbers = (
            f"{told}{more}{path.suffix or '.csv'}"
            for more in itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
        )
        return path.with_name(next(sibling for sibling in numbers if sibling not in taken))


@dataclass(slots=True)
class Tally:
    """The counts of one file while it is loaded."""

    sheet: Sheet
    mapping: Mapping
    rejects: Rejects
    counts: dict[State, int] = field(default_factory=lambda: {"added": 0, "changed": 0, "unchanged": 0})
    first: list[TakenRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: list[Problem] = field(default_factory=list)
    rejected: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    in_conflict: int = 0
    stays_gone: int = 0
    """Rows that were taken away by hand and are not brought back."""
    removed: int = 0
    unmatched: int = 0
    """Rows whose logo is not known."""
    left_out: int = 0
    """Rows that their status leaves out."""
    besides: list[tuple[int, str]] = field(default_factory=list)
    """Lines of rows that are no data, and what they are called."""
    follow: int = 0
    """Contracts that follow another and name none."""
    asked: dict[str, Likeness] = field(default_factory=dict)
    """What may be something of the book, by what the file calls it."""
    notes: list[str] = field(default_factory=list)
    taken: frozenset[str] = frozenset()
    """Headers that are kept as fields of the user's own."""

    def reject(self, line: int, cells: Sequence[str], errors: Sequence[CellError]) -> None:
        """Count a row as rejected, for each of the reasons."""
        self.rejected += 1
        asked = [error.likeness for error in errors if isinstance(error, LikenessError)]
        self.asked |= {likeness.said: likeness for likeness in asked}
        self.unmatched += bool(asked) or any(error.column in _TELL_LOGOS for error in errors)
        for error in errors:
            if len(self.problems) < KEPT_PROBLEMS:
                value = error.value or self._as_written(error.column, cells)
                self.problems.append(Problem(line, self.named(error.column), value, error.reason))
        width = len(self.sheet.header)
        fitted = [*cells, *[""] * (width - len(cells))][:width]
        columns = "; ".join(self.named(error.column) for error in errors)
        reasons = "; ".join(error.reason for error in errors)
        self.rejects.write(self.sheet, line, fitted, columns, reasons)

    def _as_written(self, column: str, cells: Sequence[str]) -> str:
        """What stands in a cell that says nothing, as `TBD` does."""
        place = self.mapping.at.get(column)
        return clean_line(cells[place]) if place is not None and place < len(cells) else ""

    def leave(self, conflict: Conflict) -> None:
        """Name what stays as it is in the book."""
        self.in_conflict += 1
        if len(self.conflicts) < KEPT_PROBLEMS:
            self.conflicts.append(conflict)

    def drop(self, line: int, error: CellError) -> None:
        """Name what is left off a row that is taken."""
        self.dropped.append(Problem(line, self.named(error.column), error.value, error.reason))

    def named(self, column: str) -> str:
        """The header of the file that a canonical column was read from."""
        place = self.mapping.at.get(column, self.mapping.beside.get(column))
        return column if place is None else self.sheet.header[place]

    def _passed_over(self) -> list[str]:
        """The columns nothing is taken from that may change what a row counts for: said before all else."""
        mapping = self.mapping
        unused = mapping.unused if mapping.table.name in {"contracts", "logos"} else ()
        has_address = mapping.table.name == "logos"
        asks_how_often = mapping.table.name == "contracts" and "per" not in {*mapping.at, *mapping.constants}
        twice = {header_key(self.sheet.header[place]) for place in self.mapping.at.values()}
        weighty = [
            clean_line(title)
            for title in unused
            if title not in self.taken
            and title not in self.mapping.left_out
            and (
                is_weighty(title, has_address=has_address)
                or header_key(title) in twice
                or (asks_how_often and says_how_often(title))
            )
        ]
        return [f"NOT TAKEN, though it may change what counts: {', '.join(weighty)}"] if weighty else []

    def _lost_contracts(self) -> list[str]:
        """That logos are taken from what looks like contracts."""
        if self.mapping.is_own or self.mapping.table.name != "logos":
            return []
        profile = self.mapping.profile
        if profile.name != CANONICAL and not profile.is_made and might_be_contracts(self.sheet.header):
            return [
                "ONLY LOGOS ARE TAKEN, though it says what they bring, and when: import with --as canonical for both"
            ]
        if lacks_amount(self.sheet.header):
            return [
                f"ONLY LOGOS ARE TAKEN: it looks like contracts, and none says what it brings; {ADD_AN_AMOUNT}"
            ]
        if lacks_days(self.sheet.header):
            return [
                f"ONLY LOGOS ARE TAKEN: it says what they bring, and not when that begins or ends; {ADD_A_DAY}"
            ]
        return []

    def _match_rate(self) -> list[str]:
        """How many rows found their logo, where a file of others has to be matched."""
        of_all = sum(self.counts.values()) + self.rejected
        table = self.mapping.table
        seldom = table.name in _MAKE_LOGOS and not self.unmatched
        if self.mapping.is_own or not of_all or table.column("logo_id") is None or seldom:
            return []
        found = of_all - self.unmatched
        return [f"{found} of {counted(of_all, 'row')} matched to logos ({found * 100 // of_all} %)"]

    def result(self, path: str) -> FileResult:
        """The counts as they stand."""
        return FileResult(
            path=path,
            source=self.mapping.profile.name,
            table=self.mapping.table.name,
            added=self.counts["added"],
            changed=self.counts["changed"],
            unchanged=self.counts["unchanged"],
            skipped=self.sheet.noticed.skipped + len(self.besides) + self.left_out + self.stays_gone,
            removed=self.removed,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line)),
            rejected=self.rejected,
            mapped_on=self.mapping.profile.made_on,
            recognised_by=self.mapping.found,
            dropped=tuple(self.dropped),
            first=tuple(self.first),
            conflicts=tuple(self.conflicts),
            in_conflict=self.in_conflict,
            follow=self.follow,
            asked=tuple(self.asked.values()),
            notes=(
                *self._lost_contracts(),
                *self._passed_over(),
                *self.sheet.notes,
                *self.notes,
                *self._match_rate(),
                *_left_out([*self.sheet.titles, *self.sheet.noticed.footers, *self.besides]),
                *map(_swallowed, sorted(self.sheet.noticed.swallowed)[:_SHOWN_LINES]),
            ),
        )


def _left_out(rows: Sequence[tuple[int, str]]) -> list[str]:
    """Rows that are no data, named."""
    named = [f"line {line} “{name}”" for line, name in sorted(rows)[:_SHOWN_ROWS]]
    more = f" and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
    return [f"left out as no data: {', '.join(named)}{more}"] if rows else []


def _swallowed(line: int) -> str:
    return f"line {line}: a cell holds what looks like rows of the table; is its quote closed?"
