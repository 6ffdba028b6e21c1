"""What becomes of a row by its status, and by marks that its record is deleted or was merged into another.

A draft, a trial or a forecast is no revenue, and what is cancelled or churned is over: such a word is understood or
asked about, never passed over. Values are known by the source's profile, then by the canonical one; what the user said
goes before both. A loss needs a day: that of its own column, or an end that is past. A row that is over and yet runs on
is rejected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from churntui.data.importing.check import Cell, CellError, blank
from churntui.data.importing.foreign import unwrapped
from churntui.data.importing.mapping import Mapping as Mapped
from churntui.data.importing.outcome import Tally
from churntui.data.importing.profiles import CANONICAL, Standing, named
from churntui.data.importing.reading.sheet import Sheet
from churntui.data.importing.words import words
from churntui.plain.text import clean_line, fold
from churntui.plain.wording import counted

_LOOKED_AT = 5_000
"""Rows that are looked at for a status that is called otherwise."""

_STATUS = frozenset(("type", "status", "state", "stage", "phase", "lifecycle"))
"""Words of a header that holds a status, or kinds of accounts of which some are none of customers."""

_OF_OTHERS = frozenset(
    ("forecast", "outlook", "risk", "health", "sentiment", "probability", "payment", "invoice")
)
"""Words of a header that holds no status of a row, whatever its words."""

_OF_RENEWAL = frozenset(("renewal", "renewals", "verlangerung", "odnowienie", "odnowienia", "renovacion"))
"""Words of a header about what comes after a contract: only that it is lost says something of the contract."""

_BEFORE = re.compile(r"\A(?:\d{1,2}\s*[-.):]|[^\w(]|_)+(?=[^\W\d_])")

_LEAST_LETTERS = 4
"""A shorter word of a heading says too little."""

_HAS_DIGITS = re.compile(r"\d.*\d.*\d")
"""What every day has."""

_BECOMES: Mapping[Standing, str] = {"keep": "taken", "skip": "left out", "loss": "is over"}


def with_status(sheet: Sheet, mapping: Mapped) -> Mapped:
    """The mapping with the column that holds a status under another name, as a `Type` of customers and prospects does.

    Words in it are those of a status, and some say that their rows do not count. All of them have to be known, unless
    the header is that of a status as well; then the others are asked about, and it is one too where all are kept.
    """
    if mapping.table.name not in {"contracts", "logos"} or mapping.is_own:
        return mapping
    mapping = _with_loss(sheet, mapping)
    if "status" in mapping.beside:
        return mapping
    known = _known(mapping)
    said = {
        place: set[str]()
        for place, title in enumerate(sheet.header)
        if title in mapping.free and _OF_OTHERS.isdisjoint(_words_of(title))
    }
    for _, cells in islice(sheet.rows(), _LOOKED_AT) if said else ():
        for place, values in list(said.items()):
            value = fold(clean_line(cells[place]))
            if value in words().flags or (value and value not in known and not _is_of_status(sheet, place)):
                del said[place]
            elif value:
                values.add(value)
    for place, values in said.items():
        are_known = 2 * len(values & known.keys()) >= len(values)
        is_kept = bool(values) and values <= known.keys() and _is_of_status(sheet, place)
        if is_kept or (are_known and any(known.get(value, "keep") != "keep" for value in values)):
            title = sheet.header[place]
            unused = tuple(name for name in mapping.unused if name != title)
            return replace(mapping, beside={**mapping.beside, "status": place}, unused=unused)
    return mapping


def _is_of_status(sheet: Sheet, place: int) -> bool:
    return not _STATUS.isdisjoint(_words_of(sheet.header[place]))


def _is_of_renewal(sheet: Sheet, mapping: Mapped) -> bool:
    """Whether a status is that of a renewal: by its header, or as the stage of a list of what is to be renewed."""
    place, ends = mapping.beside.get("status"), mapping.at.get("ends_on")
    if place is None:
        return False
    said, end = _words_of(sheet.header[place]), "" if ends is None else sheet.header[ends]
    return not _OF_RENEWAL.isdisjoint(said) or (
        "stage" in said and not _OF_RENEWAL.isdisjoint(_words_of(end))
    )


def _words_of(title: str) -> list[str]:
    return fold(title).replace("_", " ").split()


def _with_loss(sheet: Sheet, mapping: Mapped) -> Mapped:
    """The mapping with a column `Churned` as what it holds: yes and no, the day of that, or neither."""
    place = mapping.beside.get("over")
    if place is None:
        return mapping
    beside = {name: at for name, at in mapping.beside.items() if name != "over"}
    values = {
        clean_line(cells[place]) for _, cells in islice(sheet.rows(), _LOOKED_AT) if place < len(cells)
    } - {""}
    if all(fold(value) in words().flags or blank(value) for value in values):
        return mapping
    if "lost_on" not in beside and all(_HAS_DIGITS.search(value) or blank(value) for value in values):
        return replace(mapping, beside={**beside, "lost_on": place})
    return replace(mapping, beside=beside, unused=(*mapping.unused, sheet.header[place]))


def unknown(sheet: Sheet, mapping: Mapped, said: Mapping[str, Standing]) -> list[str]:
    """The values of the status of which nobody knows what becomes of their rows, each once."""
    place = mapping.beside.get("status")
    if _is_of_renewal(sheet, mapping):
        return []
    known = {*_known(mapping), *said, ""}
    found: dict[str, str] = {}
    for _, cells in sheet.rows() if place is not None else ():
        value = clean_line(unwrapped(cells[place])) if place is not None and place < len(cells) else ""
        value = value if fold(value) in known else _bare(value)
        if fold(value) not in known and not blank(value) and fold(value) not in words().unknown:
            found.setdefault(fold(value), value)
    return list(found.values())


def _known(mapping: Mapped) -> Mapping[str, Standing]:
    """What becomes of rows by their folded status, as the source knows it, else as ours does."""
    rule = mapping.rule
    general = next((one for one in named(CANONICAL).files if one.table == rule.table), rule)
    return {**general.standings, **rule.standings}


class Standings:
    """Judges the rows of one sheet."""

    def __init__(self, tally: Tally, said: Mapping[str, Standing], today: date) -> None:
        self._tally = tally
        self._beside = tally.mapping.beside
        self._known = _known(tally.mapping)
        self._said = said
        self._today = today
        self._is_of_renewal = _is_of_renewal(tally.sheet, tally.mapping)
        self._ended_by_notice = 0
        self._counts: Counter[tuple[str, str, Standing]] = Counter()
        """Rows by header, value and what became of them."""

    def of(self, cells: Sequence[str], section: str = "") -> Standing:
        """What becomes of a row.

        Args:
            cells: The row.
            section: The heading it stands under.

        Raises:
            CellError: Its status says nothing that is known, or it has none and its heading says that it may not count.
        """
        for mark in ("deleted", "merged_into"):
            value = self._value(mark, cells)
            if value and words().flags.get(fold(value)) != 0:
                return self._counted(mark, value, "skip")
        column, status = self._told(cells)
        if not status:
            self._expect_counting(section)
            return "keep"
        standing = self._standing(column, fold(status))
        if standing is None:
            raise CellError(
                column, status, f"does not say what counts: import with --status {_typed(status)}=keep, skip or loss"
            )  # fmt: skip
        if standing == "loss" and self._tally.mapping.table.name == "contracts":
            return standing
        standing = "keep" if standing == "loss" else standing
        return self._counted(column, status, standing)

    def _expect_counting(self, section: str) -> None:
        """Refuse a row under a heading of those that are lost or no customers.

        Raises:
            CellError: It stands under one.
        """
        said = [word for word in _words_of(section) if len(word) >= _LEAST_LETTERS]
        if self._tally.mapping.table.name == "contracts" and any(
            self._known.get(word, "keep") != "keep" for word in said
        ):
            told = f"stands under “{section}”: add a column Status, and Churn Date where it was lost"
            raise CellError("status", "", told)

    def _standing(self, column: str, status: str) -> Standing | None:
        if said := self._said.get(status):
            return said
        if column == "over":
            return "loss"
        known = self._known.get(status)
        return "keep" if self._is_of_renewal and known != "loss" else known

    def _told(self, cells: Sequence[str]) -> tuple[str, str]:
        """Which column tells the standing of a row, and what it says: one of losses alone goes before a status."""
        over = self._value("over", cells)
        return ("over", over) if words().flags.get(fold(over)) else ("status", self._value("status", cells))

    def end(
        self, stated: MutableMapping[str, Cell], cells: Sequence[str], lost_on: str | None, *, is_over: bool
    ) -> None:
        """Complete a contract that is over by its status, or of which the first day without service is told.

        Raises:
            CellError: No day says when it ended, or it ran on.
        """
        (column, status), ends_on = self._told(cells), stated.get("ends_on")
        if lost_on is not None and status and not is_over and lost_on <= self._today.isoformat():
            raise CellError(column, status, f"counts, yet it was lost on {lost_on}: mend one of the two")
        if lost_on is not None and (ends_on is None or lost_on < str(ends_on)):
            stated["ends_on"] = ends_on = lost_on
        notice_on = stated.get("notice_on")
        if is_over and ends_on is None and notice_on is not None:
            stated["ends_on"] = ends_on = notice_on
            self._ended_by_notice += 1
        if is_over and (ends_on is None or str(ends_on) > self._today.isoformat()):
            runs = f"runs until {ends_on}" if ends_on is not None else "has no end"
            raise CellError(
                column, status,
                f"is over, yet {runs}: add a column Churn Date with the first day without service, or import with "
                f"--status {_typed(status)}=keep or skip",
            )  # fmt: skip
        if stated.get("notice_on") is None:
            stated["notice_on"] = ends_on
        if is_over:
            self._counted(column, status, "loss")

    @property
    def left_out(self) -> int:
        """How many rows were left out."""
        return sum(count for (_, _, standing), count in self._counts.items() if standing == "skip")

    def notes(self) -> list[str]:
        """What was made of each value, a line for each header."""
        told: dict[str, list[str]] = {}
        for (column, value, standing), count in self._counts.items():
            told.setdefault(self._tally.named(column), []).append(f"“{value}” {_BECOMES[standing]} ({count})")
        notes = [f"{title}: {', '.join(values)}" for title, values in told.items()]
        if self._ended_by_notice:
            over = counted(self._ended_by_notice, "contract")
            notes.append(f"{self._tally.named('notice_on')} taken as the end of {over}, as no other is told")
        return notes

    def _value(self, name: str, cells: Sequence[str]) -> str:
        place = self._beside.get(name)
        value = clean_line(unwrapped(cells[place])) if place is not None and place < len(cells) else ""
        if blank(value) or fold(value) in words().unknown:
            return ""
        return value if name != "status" or fold(value) in {*self._known, *self._said} else _bare(value)

    def _counted(self, column: str, value: str, standing: Standing) -> Standing:
        shown = "" if column == "merged_into" else value
        self._counts[column, shown or "…", standing] += 1
        return standing


def _bare(value: str) -> str:
    """A status without signs and numbers before it: `🟢 Healthy`, `2 - Onboarding`."""
    return _BEFORE.sub("", value) or value


def _typed(value: str) -> str:
    """A value as it is typed on a command line."""
    return f'"{value}"' if not value.isalnum() else value
