"""What is known of a renewal, a line each: for programs, for the export, for a terminal and for the place's table.

The report and the export share their keys. Amounts are minor units of the reporting currency in the report, where
`currency` names it, and major units in the export, where `currency` is the contract's own and stands beside `amount`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from churntui.book import Book, Usage
from churntui.metrics.renewal_needs import needs_call, needs_plan
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import has_fallen
from churntui.model.choices import STAGE_LABELS, Stage
from churntui.plain import dates, money, wording
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions.columns import Column
from churntui.questions.health import words as health_words
from churntui.questions.renewals import grouping, words
from churntui.questions.report import Value
from churntui.questions.shown import Heading

Cell = str | tuple[str, CellStyle]
"""A text, alone or with its look."""

IN_PLACE = (
    "name", "ends_on", "notice_days_left", "arr", "stage", "computed", "health", "usage_change", "next_step",
    "next_step_on", "talked_on", "owner",
)  # fmt: skip
"""What the place's table shows, in order."""

_STAGE_LOOKS: dict[Stage, CellStyle] = {"at_risk": "warn", "won": "good", "verbal": "good", "lost": "dim"}

_NEAR = len("24 Nov")
"""Cells of a day near the as-of day, which has no year."""

_CHANGE = len("−44 %")
"""Cells of a usual change of use."""


class Amount(NamedTuple):
    """Money."""

    minor: int
    currency: str


Fact = str | int | float | date | Amount | None


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known of a renewal."""

    key: str
    """What programs call it."""
    value: Callable[[Renewal], Fact]
    to: Literal["both", "report", "export"] = "both"
    """Which programs are given it."""
    exported: str = ""
    """What the export calls it, where that is another name."""
    title: str = ""
    """What a terminal calls it; empty where it is not shown there."""
    text: Callable[[Renewal], str] | None = None
    """What stands there, where it is not the value as it is usually read."""
    is_number: bool = False
    heading: Heading | None = None
    """Over its column in the place's table; the key is one of `IN_PLACE`."""
    cell: Callable[[Renewal], Cell] | None = None
    """What stands there, where it is not the value, a day without its year."""

    def column(self) -> Column[Renewal]:
        """Its column at a terminal."""
        text = self.text or (lambda renewal: _told(self.value(renewal)))
        return Column(self.title, text, align="right" if self.is_number else "left")

    def shown(self, today: date) -> Callable[[Renewal], Cell]:
        """What stands in its column in the place's table."""
        return self.cell or (lambda renewal: _told(self.value(renewal), today, nothing=""))


def known(book: Book, rows: Sequence[Renewal] = ()) -> tuple[Known, ...]:
    """Everything; the place's columns are as wide as these rows need them."""
    return (*_of_contract(book, rows), *_of_amounts(book, rows), *_of_course(book, rows))


def in_place(book: Book, rows: Sequence[Renewal]) -> list[tuple[Heading, Callable[[Renewal], Cell]]]:
    """The columns of the place's table for these rows."""
    by_key = {fact.key: fact for fact in known(book, rows) if fact.heading}
    return [
        (fact.heading, fact.shown(book.as_of)) for fact in map(by_key.__getitem__, IN_PLACE) if fact.heading
    ]


def published(facts: Iterable[Known], renewal: Renewal) -> dict[str, Value]:
    """A row for programs."""
    return {fact.key: _published(fact.value(renewal)) for fact in facts}


def exported(book: Book, rows: Sequence[Renewal]) -> Sheet:
    """The rows with everything known of them; amounts in major units, days as ISO, blank where unknown."""
    facts = [fact for fact in known(book) if fact.to != "report"]
    return Sheet(
        "renewals",
        tuple(fact.exported or fact.key for fact in facts),
        tuple(tuple(_plain(fact.value(renewal)) for fact in facts) for renewal in rows),
        frozenset(at for at, fact in enumerate(facts) if fact.is_number),
    )


def _of_contract(book: Book, rows: Sequence[Renewal]) -> tuple[Known, ...]:
    ends = _days_width(book, [row.ends_on for row in rows])

    def deadline(renewal: Renewal) -> str:
        return dates.short(renewal.notice_deadline) + (" !" if renewal.alarm else "")

    def notice(renewal: Renewal) -> Cell:
        return words.notice(renewal), "warn" if renewal.pressing else ""

    return (
        Known("logo_id", lambda due: due.logo.ref),
        Known("name", lambda due: due.logo.name, exported="logo", title="Logo",
              heading=Heading("Logo", 12, "left", flex=True)),
        Known("owner", lambda due: due.logo.owner, "export", heading=Heading("Owner", 14, "left", 5)),
        Known("contract_id", lambda due: due.contract.ref, title="Contract"),
        Known("plan", lambda due: due.contract.plan, "export"),
        Known("ends_on", lambda due: due.ends_on, title="Ends", heading=Heading("Renews", ends, priority=1)),
        Known("days", lambda due: due.days, title="Days", is_number=True),
        Known("bucket", lambda due: due.bucket, title="Bucket", text=lambda due: due.bucket.replace("_", " ")),
        Known("notice_deadline", lambda due: due.notice_deadline, title="Notice by", text=deadline),
        Known("notice_days_left", lambda due: due.notice_days_left, "export", is_number=True,
              heading=Heading("Notice", 13), cell=notice),
        Known("auto_renew", lambda due: due.contract.auto_renew),
    )  # fmt: skip


def _of_amounts(book: Book, rows: Sequence[Renewal]) -> tuple[Known, ...]:
    def reporting(minor: int | None) -> Amount | None:
        return None if minor is None else Amount(minor, book.currency)

    def arr(renewal: Renewal) -> Cell:
        return ("no rate", "dim") if renewal.arr is None else book.money(renewal.arr)

    scores = health_words.width(book, [row.logo.id for row in rows])

    def score(renewal: Renewal) -> int | None:
        return health_words.computed(book, renewal.logo.id)

    def stage(renewal: Renewal) -> Cell:
        if needs_call(renewal):
            return f"{STAGE_LABELS['open']} !", "warn"
        if needs_plan(renewal):
            return f"{STAGE_LABELS['open']} ?"
        return STAGE_LABELS[renewal.contract.stage], _STAGE_LOOKS.get(renewal.contract.stage, "")

    return (
        Known("amount", lambda due: Amount(due.contract.arr_minor, due.contract.currency), "export", is_number=True),
        Known("currency", lambda due: due.contract.currency, "export"),
        Known("arr", lambda due: reporting(due.arr), exported="arr_reported", title="ARR", is_number=True,
              heading=Heading("ARR", 8), cell=arr),
        Known("currency", lambda due: due.currency, exported="reporting_currency"),
        Known("stage", lambda due: due.contract.stage, title="Stage",
              text=lambda due: STAGE_LABELS[due.contract.stage],
              heading=Heading("Stage", 7, "left", 1), cell=stage),
        Known("health", score, "report", title="Health", is_number=True, heading=Heading("Health", scores, "left", 2),
              cell=lambda due: health_words.cell(book, due.logo.id)),
        Known("forecast", lambda due: reporting(due.forecast), "export", is_number=True),
    )  # fmt: skip


def _of_course(book: Book, rows: Sequence[Renewal]) -> tuple[Known, ...]:
    """What was used and what is planned."""
    steps = _days_width(book, [row.step.due_on if row.step else None for row in rows]) + len(" !")
    talks = _days_width(book, [row.talked_on for row in rows])

    def use(renewal: Renewal) -> Usage | None:
        return (book.usage or {}).get(renewal.logo.id)

    def moved(renewal: Renewal) -> str:
        return wording.NOTHING if renewal.usage_change is None else wording.change(renewal.usage_change)

    def by(renewal: Renewal) -> Cell:
        day = _told(due(renewal), book.as_of, nothing="")
        return (f"{day} !", "warn") if words.overdue(renewal.step, book.as_of) else day

    def due(renewal: Renewal) -> date | None:
        return renewal.step.due_on if renewal.step else None

    def likely(renewal: Renewal) -> float:
        if renewal.bucket == "known_churn":
            return 0.0
        return book.outlook.computed[renewal.contract.id].percent / 100

    return (
        Known("usage_28_days", lambda due: used.last if (used := use(due)) else None, "export", is_number=True),
        Known("usage_before", lambda due: used.before if (used := use(due)) else None, "export", is_number=True),
        Known("usage_change", lambda due: due.usage_change, title="Use, 28 days", text=moved, is_number=True,
              heading=Heading("Use 28 d", _use_width(rows), "left", 2), cell=partial(_use, book)),
        Known("talked_on", lambda renewal: renewal.talked_on, "export", heading=Heading("Talked", talks, priority=4)),
        Known("next_step", lambda renewal: renewal.step.what if renewal.step else "", "export",
              heading=Heading("Next step", 20, "left", 3, flex=True)),
        Known("next_step_on", due, "export",
              heading=Heading("By", steps, priority=3), cell=by),
        Known("health", lambda renewal: health_words.computed(book, renewal.logo.id), "export", is_number=True),
        Known("computed", likely, "export", is_number=True,
              heading=Heading("Comp.", 6, priority=2), cell=partial(_likely, book)),
    )  # fmt: skip


def _likely(book: Book, renewal: Renewal) -> Cell:
    """How likely it is, marked where that is far from what was called."""
    if (computed := words.computed_by_now(book)) is None:
        return "…", "dim"
    if renewal.bucket == "known_churn":
        return wording.NOTHING
    percent = f"{computed[renewal.contract.id].percent} %"
    return (f"≠ {percent}", "warn") if grouping.differs(renewal, computed) else percent


def _use(book: Book, renewal: Renewal) -> Cell:
    """The weeks and the change, marked where it fell lately."""
    if book.usage is None:
        return "…", "dim"
    fell = has_fallen(renewal.usage_change, book.settings.usage_fall) and book.usage_is_fresh
    return words.use(book.usage.get(renewal.logo.id)), "bad" if fell else ""


def _days_width(book: Book, days: Iterable[date | None]) -> int:
    """The cells a column of days needs: the outermost are those that show a year."""
    dated = [day for day in days if day]
    outermost = (min(dated), max(dated)) if dated else ()
    return max((_NEAR, *(len(dates.short(day, book.as_of)) for day in outermost)))


def _use_width(rows: Sequence[Renewal]) -> int:
    """The cells the weeks and the widest change need."""
    changes = [wording.change(row.usage_change) for row in rows if row.usage_change is not None]
    return words.SPARK_WEEKS + 1 + max((_CHANGE, *map(len, changes)))


def _told(value: Fact, today: date | None = None, *, nothing: str = wording.NOTHING) -> str:
    """As people read it."""
    if value is None:
        return nothing
    if isinstance(value, Amount):
        return money.short(*value)
    if isinstance(value, date):
        return dates.short(value, today)
    return value if isinstance(value, str) else wording.number(value)


def _published(value: Fact) -> Value:
    """As JSON has it."""
    if isinstance(value, Amount):
        return value.minor
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: Fact) -> str:
    """As a spreadsheet reads it."""
    if isinstance(value, Amount):
        return money.plain(*value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    published = _published(value)
    return "" if published is None else str(published)
