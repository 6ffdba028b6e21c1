"""Contracts that come without an id, and those of the book they may be: corrected, or from another source.

The id of such a row is made of its logo, start and plan; where one of these was corrected it makes another one, and the
contract would count twice. So a row whose id is not in the book waits until all others are read, and is then a contract
of its logo that no other row is, where start, end and plan are the same but for one of them and the amount is the same,
or where all three are. Where that is not as sure, it is asked about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from churntui.data.importing.check import Cell, CellError, read_amount
from churntui.data.importing.likeness import NEW, Known, Likeness, LikenessError
from churntui.data.importing.linking import Links
from churntui.data.importing.rows import Key, Stored
from churntui.plain.wording import counted

_SHOWN = 5
"""Contracts that are named."""

_ENDLESS = date.max.toordinal()
_SURE, _LIKE = 3, 2
"""Of start, end and plan, how many the same contract has in common with the book's, and one that may be it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of a contract that waits for the others to be read."""

    line: int
    cells: list[str]
    stated: dict[str, Cell]
    linked: dict[str, Cell]
    """By column of the book; its id is the one that is made of it."""

    @property
    def ref(self) -> str:
        """The id that is made of it."""
        return str(self.linked["ref"])


class Claims:
    """The rows of a file that wait; `stored` are the contracts of the book they may be, and none is written yet."""

    def __init__(self, stored: Mapping[Key, Stored], links: Links) -> None:
        self._stored = stored
        self._links = links
        self._waiting: list[Claim] = []
        self._rivals: Counter[str] = Counter()
        self._given: dict[str, str] = {}
        """A contract of the book to the only row that has its start, end and plan: it is no other's."""
        self._corrected: list[str] = []
        """The ids of contracts of which start, end or plan is another now."""

    def may_be_known(self, claim: Claim) -> bool:
        """Whether a row may be a contract of the book under another id."""
        may_be = bool(self._stored) and claim.linked.get("starts_on") is not None
        return may_be and (claim.ref,) not in self._stored and bool(self._like(claim, ()))

    def wait(self, claim: Claim) -> None:
        """Take in a row until all others are read."""
        self._waiting.append(claim)

    def waiting(self, taken: Container[Key]) -> Iterator[Claim]:
        """Those that waited, once all others are read; `taken` are the keys of those."""
        alike = [(claim, self._like(claim, taken)) for claim in self._waiting]
        same = [(known.ref, claim.ref) for claim, like in alike for known in like if _is_same(claim, known)]
        once = Counter(ref for ref, _ in same)
        self._given = {ref: claiming for ref, claiming in same if once[ref] == 1}
        for claim in self._waiting:
            like = self._like(claim, taken)
            if not self._is_answered(claim, like):
                self._rivals.update(known.ref for known in like)
        yield from self._waiting

    def known_as(self, claim: Claim, taken: Container[Key]) -> str:
        """The id of the contract that a row is; its own where it is a new one.

        Raises:
            LikenessError: It may be one or another, and nobody has said.
        """
        said = self._links.answers.to(claim.ref)
        if said == NEW:
            return claim.ref
        if said is not None and (said,) not in self._stored:
            raise CellError("starts_on", claim.ref, f"is said to be {said}, which is no contract: say its id")
        if said is not None:
            return said
        like = self._like(claim, taken)
        if not like or self._is_answered(claim, like):
            return claim.ref
        if len(like) == 1 and self._rivals[like[0].ref] == 1 and _is_sure(claim, like[0]):
            self._corrected += [] if _is_same(claim, like[0]) else [like[0].ref]
            return like[0].ref
        logo = self._links.called(int(claim.linked["logo_id"] or 0))
        known = tuple(Known(one.ref, _days(one.values)) for one in like)
        raise LikenessError(
            "starts_on",
            Likeness(claim.ref, f"{logo}: {_days(claim.linked)}", known),
            f"of {logo} is no contract of the book, but like the one from",
        )

    def _is_answered(self, claim: Claim, like: Sequence[Stored]) -> bool:
        """Whether somebody has said what a row is, or that all that is not sure is new."""
        answers = self._links.answers
        is_new = answers.are_all_new and not any(_is_sure(claim, known) for known in like)
        return is_new or answers.to(claim.ref) is not None

    def notes(self) -> list[str]:
        """Which contracts of the book were known again."""
        if not self._corrected:
            return []
        told, more = counted(len(self._corrected), "contract"), len(self._corrected) - _SHOWN
        shown = ", ".join(self._corrected[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        return [f"{told} known again, though start, end or plan is another now: {shown}"]

    @cached_property
    def _of_logo(self) -> Mapping[Cell, list[Stored]]:
        found: defaultdict[Cell, list[Stored]] = defaultdict(list)
        for row in self._stored.values():
            found[row.values["logo_id"]].append(row)
        return found

    def _like(self, claim: Claim, taken: Container[Key]) -> list[Stored]:
        """The contracts of its logo that it may be, but for those that other rows are."""
        linked = claim.linked
        return [
            known
            for known in self._of_logo.get(linked["logo_id"], ())
            if (known.ref,) not in taken
            and self._given.get(known.ref, claim.ref) == claim.ref
            and (_in_common(linked, known.values) >= _LIKE or _covers(linked, known.values))
        ]


def _in_common(row: Mapping[str, Cell], known: Mapping[str, Cell]) -> int:
    """How many of start, end and plan are the same."""
    days = sum(row.get(name) == known[name] for name in ("starts_on", "ends_on"))
    return days + _is_of_plan(row, known)


def _is_of_plan(row: Mapping[str, Cell], known: Mapping[str, Cell]) -> bool:
    return not row.get("plan") or not known["plan"] or row["plan"] == known["plan"]


def _covers(row: Mapping[str, Cell], known: Mapping[str, Cell]) -> bool:
    """Whether both are of one plan, and most days of each are days of the other."""
    first, last = _ordinals(row)
    since, until = _ordinals(known)
    shared = min(last, until) - max(first, since)
    return _is_of_plan(row, known) and shared * 2 > max(last - first, until - since)


def _is_same(claim: Claim, known: Stored) -> bool:
    return _in_common(claim.linked, known.values) == _SURE


def _is_sure(claim: Claim, known: Stored) -> bool:
    if _is_same(claim, known):
        return True
    amount, currency = claim.linked.get("amount_minor"), claim.linked.get("currency")
    if amount is None or currency not in (None, known.values["currency"]):
        return False
    if claim.linked.get("per") not in (None, known.values["per"]):
        return False
    try:
        return read_amount(str(amount), str(known.values["currency"])) == known.values["amount_minor"]
    except CellError:
        return False


def _ordinals(values: Mapping[str, Any]) -> tuple[int, int]:
    start, end = values["starts_on"], values.get("ends_on")
    first = date.fromisoformat(str(start)).toordinal()
    return first, _ENDLESS if end is None else date.fromisoformat(str(end)).toordinal()


def _days(values: Mapping[str, Cell]) -> str:
    """From when to when a contract is in force."""
    return f"{values['starts_on']} to {values.get('ends_on') or 'no end'}"
