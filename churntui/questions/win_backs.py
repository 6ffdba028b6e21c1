"""Whom to ask back, in which order, and what to begin the call with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.data.rows.winbacks import Hint
from churntui.model.choices import WIN_BACKS
from churntui.model.rows import Initiative, WinBackCall
from churntui.plain import dates
from churntui.plain.text import clean_line

if TYPE_CHECKING:
    from churntui.metrics.winback import WinBack

_UNKNOWN = WIN_BACKS.index("unlikely")
"""Who said nothing about coming back stands just before those who said it is unlikely."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One row."""

    back: WinBack
    name: str
    """The logo's."""
    words: tuple[str, ...]
    """Why they left, in their own words: tagged passages, else what they stated."""
    hint: Hint
    """What they said about coming back."""
    is_due: bool
    """Whether nobody has called them and the day they named has come."""

    @property
    def call(self) -> WinBackCall:
        """What came of asking them, empty where nobody did."""
        return self.back.call or WinBackCall(self.back.logo_id)

    @property
    def why(self) -> str:
        """The first of their words."""
        return clean_line(self.words[0]) if self.words else ""

    @property
    def changed(self) -> str:
        """`SSO (4 Feb 2027)`, with how many more."""
        more = f" +{len(self.back.initiatives) - 1}" if len(self.back.initiatives) > 1 else ""
        return shipped(self.back.initiatives[0]) + more

    @property
    def returns(self) -> str:
        """`likely, Mar 2027`: what they said about coming back."""
        when = dates.short_month(self.hint.on, year=True) if self.hint.on else ""
        return ", ".join(part for part in (self.hint.viability or "", when) if part)

    @property
    def outcome(self) -> str:
        """In one word."""
        return self.call.outcome or ""


def asked(
    book: Book,
    backs: Sequence[WinBack],
    hints: Mapping[int, Hint],
    said: Mapping[int, Sequence[tuple[int, str]]],
) -> list[Asked]:
    """The rows: those to call first, of these the due, then the likely, then by ARR.

    Args:
        book: Logos and interviews.
        backs: `book.win_backs`.
        hints: Interview id to what it says about coming back.
        said: Theme id to its passages, as (interview id, words).
    """
    stated = {interview.id: interview.stated_reason for interview in book.interviews}
    rows = []
    for back in backs:
        tagged = [
            words
            for theme_id in back.theme_ids
            for at, words in said.get(theme_id, ())
            if at in back.interview_ids
        ]
        words = list(dict.fromkeys(tagged)) or [stated[at] for at in back.interview_ids if stated.get(at)]
        hint = next((hints[at] for at in back.interview_ids if at in hints), Hint())
        is_due = back.waits and hint.on is not None and hint.on <= book.as_of
        rows.append(Asked(back, book.name(back.logo_id), tuple(words), hint, is_due))
    return sorted(rows, key=_order)


def _order(row: Asked) -> tuple[bool, bool, float, int, str]:
    viability = row.hint.viability
    rank = _UNKNOWN - 0.5 if viability is None else WIN_BACKS.index(viability)
    return not row.back.waits, not row.is_due, rank, -row.back.arr, row.name


def shipped(initiative: Initiative) -> str:
    """`SSO (4 Feb 2027)`: an initiative with the day it shipped."""
    return (
        f"{initiative.name} ({dates.short(initiative.shipped_on)})"
        if initiative.shipped_on
        else initiative.name
    )


def told_of(back: WinBack, *, theme_id: int | None, initiative_id: int | None) -> bool:
    """Whether a lost logo can be told of this initiative, or of one that answers this theme; of any, where neither."""
    if initiative_id is not None:
        return any(initiative.id == initiative_id for initiative in back.initiatives)
    return theme_id is None or theme_id in back.theme_ids


@dataclass(frozen=True, slots=True)
class Total:
    """What some lost logos come to."""

    logos: int
    arr: int
    """The ARR they were lost with, in minor units of the reporting currency."""
    waiting: int
    """How many nobody has called yet."""


def total(rows: Sequence[Asked]) -> Total:
    """What they come to together."""
    return Total(len(rows), sum(row.back.arr for row in rows), sum(row.back.waits for row in rows))
