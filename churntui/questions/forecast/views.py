"""The forecast as a page shows it: what is ahead, what has moved, how good it was, and what came of the stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from churntui.book import Book
from churntui.metrics import forecast_accuracy
from churntui.metrics.forecast import Forecast, ForecastRow
from churntui.metrics.forecast_accuracy import CALLED_BEFORE, FEWEST, AccuracyRow, Calibration
from churntui.metrics.forecast_moves import MovedRow
from churntui.model.choices import STAGE_LABELS
from churntui.model.weeks import Outcome, RenewalWeek
from churntui.model.weights import weights as in_force
from churntui.model.weights import written
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.questions.asked import LATEST
from churntui.questions.columns import Column, headings, line
from churntui.questions.forecast import counted, memory, moved, room
from churntui.questions.forecast.moved import Moved
from churntui.questions.shown import Figures, Heading, Line, Member, Members, TrendRow

ALL = "all"
"""The row of a quarter with all its owners."""

_NAMES = (Heading("Quarter", 9, "left"), Heading("Owner", 14, "left", flex=True))

_OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    ("open", "Open"),
    ("renewed", "Renewed"),
    ("lost", "Lost"),
    ("notice", "Notice given"),
)

_MEMBERS = (
    Heading("Logo", 22, "left", flex=True),
    Heading("Plan", 12, "left", priority=2, flex=True),
    Heading("Ends on", 11),
    Heading("ARR", 8),
    Heading("Stage", 7, "left"),
    Heading("Called", 8),
    Heading("Computed", 8),
    Heading("Owner", 16, "left", priority=1),
)


def ahead(book: Book) -> Figures:
    """Quarter by quarter, all owners first where there are several."""
    covered = counted.quarters(book, LATEST)
    rows = [row for row in counted.rows(book, covered) if row.due or row.anniversaries]
    columns = room.columns(book)
    shown = [
        TrendRow(
            (row.quarter, owner),
            line((room.named(row), owner), columns, row, "bold" if owner == ALL else ""),
            partial(_explained, book, row, owner),
            title=f"{room.named(row)} · {owner}",
            behind=partial(_behind, row, owner),
            words=_in_short(book, row),
        )
        for owner, row in _with_totals(rows)
    ]
    return Figures(
        (*_NAMES, *headings(columns)),
        tuple(shown),
        charts=(_chart(book, _begun(rows, covered)),) if rows else (),
        told=f"computed from: {counted.base_told(book.outlook.base_rate)}",
        empty="No contract comes up",
        opens_on="first",
    )


def _with_totals(rows: Sequence[ForecastRow]) -> list[tuple[str, ForecastRow]]:
    told = []
    for total in counted.totals(rows):
        own = [row for row in rows if row.quarter == total.quarter]
        told += [(ALL, total)] if len(own) > 1 else []
        told += [(row.owner or counted.NO_OWNER, row) for row in own]
    return told


def _begun(rows: Sequence[ForecastRow], covered: Sequence[Period]) -> list[tuple[str, ForecastRow | None]]:
    """Each quarter up to the last in which anything comes up, with what does."""
    totals = {total.quarter: total for total in counted.totals(rows)}
    last = max(totals)
    return [(period.label, totals.get(period.name)) for period in covered if period.name <= last]


def _chart(book: Book, quarters: Sequence[tuple[str, ForecastRow | None]]) -> ChartData:
    """What is due, called and computed, side by side."""
    return ChartData(
        "bars",
        tuple(label for label, _ in quarters),
        (
            Series("due", tuple(row.arr_due if row else 0 for _, row in quarters), "dim"),
            Series("called", tuple(row.arr_called if row else 0 for _, row in quarters), "primary"),
            Series("computed", tuple(row.arr_computed if row else 0 for _, row in quarters), "accent"),
        ),
        unit="money",
        currency=book.currency,
        title="ARR due, called and computed by quarter",
    )


def _in_short(book: Book, row: ForecastRow) -> str:
    """What a narrow table has no room for."""
    decided = f"{book.money(row.arr_won)} is won and {book.money(row.arr_lost)} lost by now"
    parts = [f"Of {book.money(row.arr_due)} due {decided}, {book.money(row.arr_open)} is open"]
    if row.uplift_called:
        parts.append(f"agreed rises add {book.money(row.uplift_called)} as called")
    if row.anniversaries:
        years = wording.counted(row.anniversaries, "deal of several years goes", "deals of several years go")
        parts.append(f"{years} on, {book.money(row.arr_anniversaries)}")
    return "; ".join(parts)


def _explained(book: Book, row: ForecastRow, owner: str) -> str:
    apart = row.arr_called - row.arr_computed
    between = (
        f"{book.money(abs(apart))} {'less' if apart > 0 else 'more'} than called" if apart else "the same"
    )
    return "\n\n".join(
        (
            f"## {room.named(row)}, {owner}: {wording.counted(row.due, 'contract')} due",
            f"{_in_short(book, row)}.",
            f"Called {book.money(row.arr_called)}, computed {book.money(row.arr_computed)}: {between}.",
            "A contract is of the quarter in which its last day of service lies, as in the renewal rate.",
            counted.legend(book).replace("\n", ". ") + ".",
            f"The computed view begins with: {counted.base_told(book.outlook.base_rate)}.",
        )
    )


def _behind(row: ForecastRow, owner: str, book: Book) -> tuple[Members, ...]:
    """The contracts, a list for each outcome, the largest ARR first."""
    own = [
        one
        for one in book.outlook.forecasts
        if one.quarter.name == row.quarter and owner in {ALL, one.owner or counted.NO_OWNER}
    ]
    plans = {contract.id: contract.plan for contract in book.contracts}
    return tuple(
        Members(name, _MEMBERS, _members(book, plans, own, outcome), f"None is {name.lower()}")
        for outcome, name in _OUTCOMES
    )


def _members(
    book: Book, plans: dict[int, str], own: Sequence[Forecast], outcome: Outcome
) -> tuple[Member, ...]:
    fitting = sorted((one for one in own if one.outcome == outcome), key=lambda one: -(one.arr or 0))
    return tuple(
        Member(
            one.logo_id,
            Line(
                (
                    book.name(one.logo_id),
                    plans[one.contract_id],
                    dates.short(one.ends_on),
                    "no rate" if one.arr is None else book.money(one.arr),
                    STAGE_LABELS[one.stage],
                    f"{one.weight} %",
                    f"{one.computed} %",
                    one.owner,
                )
            ),
        )
        for one in fitting
    )


def since(book: Book, kept: Sequence[RenewalWeek]) -> Figures:
    """What has moved since that week, the sum of all first."""
    known = Moved(book, LATEST, kept)
    rows, columns = known.rows, moved.columns(book)
    told = [(moved.named(row), row.owner or counted.NO_OWNER, row) for row in rows if moved.has_moved(row)]
    if rows:
        told.insert(0, (ALL, "", moved.total(rows)))
    day = dates.short(kept[0].kept_on, book.as_of)
    return Figures(
        (*_NAMES, *headings(columns)),
        tuple(_moved(book, name, owner, row, columns) for name, owner, row in told),
        told=f"called ARR since {day}",
        empty="Nothing came up then, and nothing does now",
        opens_on="first",
    )


def _moved(book: Book, name: str, owner: str, row: MovedRow, columns: Sequence[Column[MovedRow]]) -> TrendRow:
    steps = (row.won, row.lost, row.up, row.down, row.slipped, row.new, row.other)
    terms = " ".join(f"{'−' if step < 0 else '+'} {book.money(abs(step))}" for step in steps if step)
    adds_up = f"{book.money(row.called_before)} {terms} = {book.money(row.called_after)}"
    computed = f"computed {book.money(row.computed_before)} then, {book.money(row.computed_after)} now"
    return TrendRow(
        (name, owner),
        line((name, owner), columns, row, "bold" if name == ALL else ""),
        f"## {name} {owner}\n\n{adds_up}\n\n{computed}.\n\n{moved.LEGEND}.",
        words=f"{adds_up}; {computed}",
    )


def past(book: Book, weeks: Sequence[RenewalWeek]) -> Figures:
    """What quarters that are over were forecast at, against what was won."""
    rows = forecast_accuracy.accuracy(weeks, book.outlook.forecasts, book.as_of, book.currency)

    def money(amount: int | None) -> str:
        return wording.NOTHING if amount is None else book.money(amount)

    def off(forecast: int | None, row: AccuracyRow) -> str:
        by = row.off(forecast)
        return wording.NOTHING if by is None else wording.change(by)

    columns: tuple[tuple[Heading, Callable[[AccuracyRow], str]], ...] = (
        (Heading("Quarter", 9, "left"), lambda row: wording.period(row.quarter, complete=row.is_final)),
        (Heading("Before its end", 14), lambda row: f"{row.lead} days"),
        (Heading("Kept on", 11), lambda row: dates.short(row.kept_on) if row.kept_on else wording.NOTHING),
        (Heading("Called", 8), lambda row: money(row.called)),
        (Heading("Off", 6), lambda row: off(row.called, row)),
        (Heading("Computed", 8), lambda row: money(row.computed)),
        (Heading("Off", 6), lambda row: off(row.computed, row)),
        (Heading("Won", 8), lambda row: money(row.won)),
    )
    return Figures(
        tuple(heading for heading, _ in columns),
        tuple(
            TrendRow(
                (row.quarter.name, row.lead),
                Line(tuple(cell(row) for _, cell in columns)),
                _PAST,
                words=_told_past(book, row),
            )
            for row in rows
        ),
        told="quarters that are over",
        empty="No quarter is over yet of which weeks were kept: each week in which the book is opened keeps one",
        opens_on="first",
    )


_PAST = """## How good the forecast was

The last week kept on or before 90, 60 and 30 days ahead of the quarter's end, and none older than a fortnight by then,
against the ARR that was renewed. `*` marks quarters of which something still waits for an answer."""


def _told_past(book: Book, row: AccuracyRow) -> str:
    if row.kept_on is None:
        return f"No week was kept near {row.lead} days before the end of {row.quarter.label}"
    return (
        f"{row.lead} days before the end of {row.quarter.label} {book.money(row.called or 0)} was called and "
        f"{book.money(row.computed or 0)} computed; {book.money(row.won)} was won"
    )


def calibrations(book: Book, weeks: Sequence[RenewalWeek]) -> list[Calibration]:
    """What came of the renewals by how they were called."""
    known = in_force(book.settings.forecast_weights)
    return forecast_accuracy.calibrations(weeks, memory.by_ref(book), book.as_of, known)


def proposal(book: Book, row: Calibration) -> str | None:
    """The setting of weights with that of a stage as proposed; None where nothing is, or it counts at that by now."""
    if not _is_enough(row) or row.proposed == row.weight:
        return None
    return written({**in_force(book.settings.forecast_weights), row.stage: row.proposed})


def weights(found: Sequence[Calibration]) -> Figures:
    """What the outcomes say of the weights."""
    columns: tuple[tuple[Heading, Callable[[Calibration], str]], ...] = (
        (Heading("Called", 9, "left"), lambda row: STAGE_LABELS[row.stage]),
        (Heading("Came up", 8), lambda row: str(row.cases)),
        (Heading("Renewed", 8), lambda row: str(row.renewed)),
        (Heading("Share", 8), lambda row: wording.rate(row.renewed, row.cases)),
        (Heading("95 %", 12), lambda row: wording.interval(row.low, row.high, row.cases)),
        (Heading("Counts as", 9), lambda row: f"{row.weight} %"),
        (Heading("Proposed", 9), lambda row: f"{row.proposed} %" if _is_enough(row) else wording.NOTHING),
    )
    return Figures(
        tuple(heading for heading, _ in columns),
        tuple(
            TrendRow(
                row.stage,
                Line(tuple(cell(row) for _, cell in columns)),
                f"## {STAGE_LABELS[row.stage]}\n\n{_told_weight(row)}.\n\n{_WEIGHTS}",
                words=_told_weight(row),
            )
            for row in found
        ),
        told="enter counts a stage as proposed",
        empty=f"Under {FEWEST} renewals with an outcome that were called a month before: nothing is proposed yet",
        opens_on="first",
    )


_WEIGHTS = (
    f"Each contract counts once, by how it was called in the last week in which it was open and its end at least "
    f"{CALLED_BEFORE.days} days away."
)


def _is_enough(row: Calibration) -> bool:
    return row.cases >= wording.FEWEST_FOR_A_PERCENTAGE


def _told_weight(row: Calibration) -> str:
    """`Of 14 called at risk 6 renewed, 43 %, 21–67: proposed instead of 25 %, which that range allows`."""
    told = f"Of {row.cases} called {STAGE_LABELS[row.stage]} {row.renewed} renewed"
    if not _is_enough(row):
        return f"{told}: too few to propose a weight"
    if row.proposed == row.weight:
        return f"{told}, {row.proposed} %: it counts so"
    low, high = (round(100 * limit) for limit in (row.low, row.high))
    allows = "allows, too" if row.is_within else "does not allow"
    return f"{told}, {row.proposed} %, {low}–{high}: proposed instead of {row.weight} %, which that range {allows}"
