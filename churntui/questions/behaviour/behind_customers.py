"""The customers behind a row of Behaviour: those of each quarter of use, the lost ones first."""

from __future__ import annotations

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import customers as people
from churntui.metrics import behaviour
from churntui.metrics.behaviour import SEGMENTS, Segment
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.behaviour.behind import NAMES
from churntui.questions.behaviour.measured import Measured, openings
from churntui.questions.shown import Heading, Line, Member, Members

_HEADINGS = (
    Heading("Customer", 24, "left", flex=True),
    Heading("Logo", 20, "left", flex=True),
    Heading("Period", 8, "left"),
    Heading("Outcome", 8, "left"),
    Heading("Times", 7),
    Heading("Role", 16, "left", priority=1),
)

_Placed = tuple[bool, int, int, int]
"""Whether they stayed, their use as a negative number, how many of the periods are newer, and the customer's id."""


def behind(
    asked: Asked,
    measured: Measured,
    action: int,
    group: str | None,
    only: Period | None,
    store: Store,
    book: Book,
) -> tuple[Members, ...]:
    """A list for each quarter of use (in a group), over all periods compared or `only` one of them."""
    by_segment = _placed(asked, measured, action, group, only, book)
    everyone = {placed[3] for own in by_segment.values() for placed in own}
    known = people.named(store, sorted(everyone))
    labels = [period.label for period in reversed(measured.covered)]

    def member(placed: _Placed) -> Member:
        stayed, idle, age, customer_id = placed
        who = known[customer_id]
        cells = (
            who.called,
            book.name(who.logo_id),
            labels[age],
            "stayed" if stayed else "lost",
            f"{-idle:,}",
            who.role,
        )
        return Member(who.logo_id, Line(cells, {} if stayed else {3: "bad"}), customer_id=customer_id)

    return tuple(
        Members(
            NAMES[name],
            _HEADINGS,
            tuple(member(placed) for placed in sorted(by_segment[name]) if placed[3] in known),
            "No customer is in it: see `?`",
        )
        for name in SEGMENTS
    )


def _placed(
    asked: Asked, measured: Measured, action: int, group: str | None, only: Period | None, book: Book
) -> dict[Segment, list[_Placed]]:
    places: dict[Segment, list[_Placed]] = {name: [] for name in SEGMENTS}
    for nth, opening in enumerate(openings(book, measured, asked)):
        if group not in opening.parts.labels or only not in (None, measured.covered[nth]):
            continue
        code = opening.parts.labels.index(group)
        age = len(measured.covered) - 1 - nth
        columns = (opening.parts.codes.tolist(), opening.ids.tolist(), opening.lost.tolist())
        for own, customer_id, lost, (segment, use) in zip(
            *columns, behaviour.placed(opening, action), strict=True
        ):
            if own == code:
                places[segment].append((not lost, -use, age, customer_id))
    return places
