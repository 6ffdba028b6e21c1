"""The contracts that came up for renewal in a period, with how each is counted and how its logo is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from churntui.book import Book
from churntui.metrics.renewal_rate import Due, Outcome, due_in, logo_outcomes
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line, Member, Members

_HEADINGS = (
    Heading("Logo", 22, "left", flex=True),
    Heading("Contract", 10, "left", priority=2),
    Heading("Plan", 12, "left", priority=1, flex=True),
    Heading("Ends on", 11),
    Heading("ARR", 8),
    Heading("Logo counts as", 14, "left"),
    Heading("Owner", 16, "left", priority=3),
)

_FIGURES: Mapping[Outcome, tuple[str, str]] = {
    "renewed": ("Renewed", "No contract that came up was renewed"),
    "lost": ("Lost", "No contract that came up was lost"),
    "undecided": ("Undecided", "No contract that came up is undecided"),
}
"""The contracts of each outcome: what the list is called, and what stands there where there are none."""

_LOOKS: Mapping[Outcome | None, CellStyle] = {"lost": "bad"}


def contracts(asked: Asked, period: Period, segment: str | None, book: Book) -> tuple[Members, ...]:
    """A list for each outcome, the largest ARR first."""
    came_up = own_due(asked, period, segment, book)
    counted = logo_outcomes(came_up)
    return tuple(
        Members(name, _HEADINGS, _members(book, came_up, outcome, counted), empty)
        for outcome, (name, empty) in _FIGURES.items()
    )


def own_due(asked: Asked, period: Period, segment: str | None, book: Book) -> list[Due]:
    """The contracts that came up in a period (of a segment), in the order of their ends."""
    came_up = due_in(counting.due(book), period)
    logo_ids = sorted({one.logo_id for one in came_up})
    own = set(counting.of_segment(book, asked, period, segment, logo_ids))
    return [one for one in came_up if one.logo_id in own]


def _members(
    book: Book, came_up: Iterable[Due], outcome: Outcome, counted: Mapping[int, Outcome | None]
) -> tuple[Member, ...]:
    own = sorted((one for one in came_up if one.outcome == outcome), key=lambda one: (-one.arr, one.ends))
    agreed = {contract.id: contract for contract in book.contracts} if own else {}
    members = []
    for one in own:
        contract, logo_outcome = agreed[one.contract_id], counted[one.logo_id]
        cells = (
            book.name(one.logo_id),
            contract.ref,
            contract.plan,
            dates.short(dates.from_number(one.ends)),
            book.money(one.arr) if one.arr else wording.NOTHING,
            logo_outcome or "not counted",
            book.logos[one.logo_id].owner,
        )
        members.append(Member(one.logo_id, Line(cells, {5: _LOOKS.get(logo_outcome, "")})))
    return tuple(members)
