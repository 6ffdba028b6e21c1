"""The tables of what was learnt: verdicts, warning signs and attempts, hints on the coding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from churntui.book import Book
from churntui.metrics import learning
from churntui.metrics.coding import EDGES, Hint, HintKind
from churntui.metrics.learning import Case, Lag, Moment, Saving, Share
from churntui.metrics.saturation import Saturation
from churntui.model.choices import PREVENTABLES
from churntui.plain import dates, wording
from churntui.plain.looks import CellStyle
from churntui.plain.wording import NOTHING, counted, rate_text
from churntui.questions.coverage import of_arr
from churntui.questions.heard import Line as HeardLine
from churntui.questions.shown import Heading, Line


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a table, with the interviews behind it."""

    key: str
    line: Line
    title: str
    """What the page of its interviews is called."""
    ids: tuple[int, ...] = ()
    note: str = ""
    """What stands below the table while it is chosen."""
    silent: HeardLine | None = None
    """The loss it is about, where nobody was heard."""


VERDICTS = (
    Heading("Question", 20, "left"),
    Heading("Answer", 10, "left"),
    Heading("Interviews", 17),
    Heading("95 %", 13, priority=1),
    Heading("ARR lost", 9),
)
WARNINGS = (
    Heading("Figure", 28, "left", flex=True),
    Heading("Median or share", 17),
    Heading("Range, 95 %", 16),
    Heading("Counted", 14, priority=1),
)
SILENT = (
    Heading("Logo", 20, "left", flex=True),
    Heading("Lost on", 11),
    Heading("ARR lost", 9),
    Heading("Asked", 12, "left"),
    Heading("Owner", 16, "left", priority=1),
)
HINTS = (
    Heading("Sign", 31, "left"),
    Heading("Counted", 27),
    Heading("Raised", 14, "left"),
    Heading("What it may mean", 30, "left", priority=1, flex=True),
)

_MOMENTS: dict[Moment, str] = {
    "first_signal": "first signal",
    "flagged": "flagged",
    "acted": "acted on",
    "notice": "notice",
    "effective": "end of service",
}

_SIGNS: dict[HintKind, tuple[str, str, str]] = {
    "price": (
        "Price or budget assessed",
        "over 30 %",
        "Price is stated far more often than it is the driver: what came before it?",
    ),
    "other": ("Other assessed", "over 15 %", "A code is missing, or the talk ended too early"),
    "champion": (
        "Quarters no champion left in",
        "latest one",
        "People change jobs in every quarter: was it asked?",
    ),
    "agreement": (
        "Stated is what was assessed",
        "over 70 %",
        "The assessment may only repeat what was said",
    ),
    "coverage": ("ARR lost with an interview", "under 50 %", "The reasons are those of who was asked"),
    "owner": (
        "Coded by the account owner",
        "all of them",
        "Who sold is told less: let somebody else ask a few",
    ),
}
"""What each hint looks at, when it is raised, what it may mean."""


def verdicts(book: Book, cases: Sequence[Case], told: Saturation) -> Iterator[Row]:
    """Each closed question with its answers; those nobody answered are counted in their own row."""
    yield from _answers(
        book, cases, "Stated = assessed", {"agree": True, "differ": False}, lambda case: case.agrees
    )
    yield from _answers(
        book, cases, "Preventable", {code: code for code in PREVENTABLES}, lambda case: case.facts.preventable
    )
    yes_no = {"yes": True, "no": False}
    yield from _answers(book, cases, "Regrettable", yes_no, lambda case: case.interview.regrettable)
    yield from _answers(book, cases, "Voluntary", yes_no, lambda case: case.interview.voluntary)
    new = {interview_id: bool(themes) for interview_id, themes in told.brought}
    yield from _answers(book, cases, "Named a new theme", yes_no, lambda case: new.get(case.interview.id))


def _answers(
    book: Book,
    cases: Sequence[Case],
    question: str,
    answers: Mapping[str, object],
    of: Callable[[Case], object],
) -> Iterator[Row]:
    """A row for each answer, of those that gave one."""
    whole = learning.tally(case for case in cases if of(case) is not None)
    for nth, (name, value) in enumerate(answers.items()):
        part = learning.tally(case for case in cases if of(case) == value)
        share = Share(part, whole)
        cells = (
            question if nth == 0 else "",
            name,
            rate_text(part.n, whole.n),
            interval(share),
            book.money(part.arr),
        )
        yield Row(f"{question} {name}", Line(cells), f"{question}: {name}", part.ids)
    unsaid = learning.tally(case for case in cases if of(case) is None)
    if unsaid.n:
        cells = ("", "not said", str(unsaid.n), NOTHING, book.money(unsaid.arr))
        yield Row(f"{question} unsaid", Line(cells, look="dim"), f"{question}: not said", unsaid.ids)


def warnings(cases: Sequence[Case]) -> Iterator[Row]:
    """The lags between the moments of a loss, and what came of trying to keep the logo."""
    for lag in learning.lags(cases):
        yield _lag(lag)
    yield _share("Acted on before the notice", learning.in_time(cases), "interview")
    yield _share(
        "Somebody tried to keep them",
        learning.share(cases, lambda case: bool(case.facts.save_attempts)),
        "interview",
    )
    yield from _saving(learning.saving(cases))


def _lag(lag: Lag) -> Row:
    name = f"{_MOMENTS[lag.start].capitalize()} → {_MOMENTS[lag.end]}"
    if lag.median is None:
        return Row(name, Line((name, NOTHING, NOTHING, "0 interviews"), look="dim"), name)
    late = sum(days < 0 for days in lag.days)
    note = f"{counted(late, 'time')} the other way round: {_MOMENTS[lag.end]} before {_MOMENTS[lag.start]}"
    span = f"{wording.number(lag.days[0])} to {counted(lag.days[-1], 'day')}"
    cells = (name, counted(lag.median, "day"), span, counted(len(lag.ids), "interview"))
    return Row(name, Line(cells), name, lag.ids, note if late else "")


def _share(name: str, share: Share, unit: str) -> Row:
    cells = (name, rate_text(share.part.n, share.whole.n), interval(share), counted(share.whole.n, unit))
    return Row(name, Line(cells), name, share.part.ids)


def _saving(saving: Saving) -> Iterator[Row]:
    low, high = saving.interval or (None, None)
    saved = len(saving.saved)
    cells = (
        "Attempts that kept the logo",
        rate_text(saved, saving.decided),
        wording.interval(low, high, saving.decided),
        counted(saving.decided, "attempt"),
    )
    yield Row(
        "saved", Line(cells), cells[0], _once(saving.saved), "Of the attempts that are over, the save rate"
    )
    lost = ("Attempts that did not", str(len(saving.lost)), NOTHING, counted(saving.decided, "attempt"))
    yield Row("lost", Line(lost), lost[0], _once(saving.lost))
    still = ("Attempts still open", str(len(saving.open)), NOTHING, counted(len(saving.open), "attempt"))
    yield Row(
        "open", Line(still), still[0], _once(saving.open), "Their outcome is neither saved nor lost yet"
    )


def _once(ids: Sequence[int]) -> tuple[int, ...]:
    """Each interview once: it may have several attempts."""
    return tuple(dict.fromkeys(ids))


def hint(book: Book, sign: Hint) -> Row:
    """A hint with its numbers, raised or not."""
    name, edge, meaning = _SIGNS[sign.kind]
    cells = (("! " if sign.raised else "  ") + name, _counted(book, sign), edge, meaning)
    look: CellStyle = "warn" if sign.raised else ""
    return Row(sign.kind, Line(cells, {0: look}), name, sign.ids, _note(sign, meaning))


def _counted(book: Book, sign: Hint) -> str:
    if sign.kind == "coverage":
        return of_arr(book, sign.part, sign.whole)
    return rate_text(sign.part, sign.whole)


def _note(sign: Hint, meaning: str) -> str:
    """What stands below the table."""
    if sign.kind == "champion" and sign.quarters:
        named = ", ".join(dates.Period.of(quarter.starts_on, "quarter").label for quarter in sign.quarters)
        return f"Losses, and no champion who left: {named}. {meaning}"
    edge = (
        f"raised {_SIGNS[sign.kind][1]}"
        if sign.kind in EDGES
        else f"raised where it is {_SIGNS[sign.kind][1]}"
    )
    return f"{meaning} ({edge})"


def interval(share: Share) -> str:
    """`22.4–57.5 %`; `–` under five cases."""
    low, high = share.interval or (None, None)
    return wording.interval(low, high, share.whole.n)
