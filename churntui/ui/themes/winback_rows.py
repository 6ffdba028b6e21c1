"""Win-backs as rows and as text: whom to call, in which order, and what to begin the call with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from churntui.book import Book
from churntui.data.rows.winbacks import Hint
from churntui.model.choices import WIN_BACKS, WinBackOutcome
from churntui.model.rows import Initiative, WinBackCall
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column

if TYPE_CHECKING:
    from churntui.metrics.winback import WinBack

Cell = str | tuple[str, CellStyle]

OUTCOME_NAMES: dict[WinBackOutcome, str] = {
    "back": "back: they come back",
    "talking": "talking",
    "later": "later: ask again",
    "no": "no",
}
"""How each outcome reads; the word before the colon is its name."""

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
        return _shipped(self.back.initiatives[0]) + more

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
    found: Sequence[WinBack],
    hints: Mapping[int, Hint],
    said: Mapping[int, Sequence[tuple[int, str]]],
) -> list[Asked]:
    """The rows: those to call first, of these the due, then the likely, then by ARR.

    Args:
        book: Logos and interviews.
        found: `book.win_backs`.
        hints: Interview id to what it says about coming back.
        said: Theme id to its passages, as (interview id, words).
    """
    stated = {one.id: one.stated_reason for one in book.interviews}
    rows = []
    for back in found:
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


def _order(one: Asked) -> tuple[bool, bool, float, int, str]:
    viability = one.hint.viability
    rank = _UNKNOWN - 0.5 if viability is None else WIN_BACKS.index(viability)
    return not one.back.waits, not one.is_due, rank, -one.back.arr, one.name


def columns(book: Book) -> list[Column[Asked]]:
    """How a lost logo reads as a row."""

    def day(on: date | None) -> str:
        return dates.short(on, book.as_of) if on else ""

    def called(one: Asked) -> Cell:
        return day(one.call.called_on) or (("! due", "warn") if one.is_due else ("–", "dim"))

    return [
        Column("Logo", 18, lambda one: one.name, flex=True),
        Column("ARR", 8, lambda one: book.money(one.back.arr), "right"),
        Column("Lost", 11, lambda one: day(one.back.lost_on), "right", priority=4),
        Column("Why, in their words", 18, lambda one: one.why, flex=True, priority=1),
        Column("What changed", 20, lambda one: one.changed, flex=True, priority=5),
        Column("Back?", 18, lambda one: one.returns, priority=3),
        Column("Called", 11, called, "right"),
        Column("Outcome", 8, lambda one: one.outcome, priority=2),
    ]


def to_call(waits: int, total: int) -> Cell:
    """`! 2/5`: of five lost logos that can be told, two wait for a call."""
    return (f"! {waits}/{total}", "warn") if waits else f"0/{total}"


def content(book: Book, one: Asked) -> Content:
    """What to begin the call with: their words, what has changed, what they said about coming back."""
    lost = f"Lost {dates.short(one.back.lost_on, book.as_of)} · {book.money(one.back.arr)} ARR"
    blocks = [t(lost)]
    if one.words:
        quotes = Content("\n").join(t(f"«{words}»") for words in one.words)
        blocks.append(Content.assemble(("Why they left\n", "dim"), quotes))
    changed = "\n".join(_shipped(done) for done in one.back.initiatives)
    blocks.append(Content.assemble(("What changed\n", "dim"), t(changed)))
    told = [
        one.hint.viability or "",
        one.hint.trigger,
        f"ask {dates.short(one.hint.on)}" if one.hint.on else "",
    ]
    if any(told):
        blocks.append(Content.assemble(("Back?\n", "dim"), t("\n".join(part for part in told if part))))
    call = one.call
    if not one.back.waits or call.note:
        done = f"called {dates.short(call.called_on, book.as_of)}" if call.called_on else ""
        parts = (done, OUTCOME_NAMES[call.outcome] if call.outcome else "", call.note)
        blocks.append(Content.assemble(("Asked\n", "dim"), t("\n".join(part for part in parts if part))))
    return Content("\n\n").join(blocks)


def line(one: Asked) -> str:
    """`Lumen Labs: «Nobody called back» · SSO (4 Feb 2027)`."""
    return f"{one.name}: «{one.why}» · {one.changed}"


def sheet(found: Sequence[Asked], book: Book) -> Sheet:
    """The list as a table to export."""
    header = (
        "logo_id", "logo", f"arr_lost_{book.currency}", "lost_on", "why", "changed", "win_back", "trigger", "ask_on",
        "called_on", "outcome", "note",
    )  # fmt: skip
    body = tuple(
        (
            book.logos[one.back.logo_id].ref,
            one.name,
            money.plain(one.back.arr, book.currency),
            one.back.lost_on.isoformat(),
            " / ".join(one.words),
            "; ".join(_shipped(done) for done in one.back.initiatives),
            one.hint.viability or "",
            one.hint.trigger,
            one.hint.on.isoformat() if one.hint.on else "",
            one.call.called_on.isoformat() if one.call.called_on else "",
            one.outcome,
            one.call.note,
        )
        for one in found
    )
    return Sheet("win-back", header, body, right=frozenset({2}))


def _shipped(one: Initiative) -> str:
    return f"{one.name} ({dates.short(one.shipped_on)})" if one.shipped_on else one.name
