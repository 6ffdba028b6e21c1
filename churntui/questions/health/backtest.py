"""Whether scores foretold anything: the back-test of health on the book's own renewals.

Every renewal whose outcome is known is looked at ninety days before, with nothing that was not known then. What has no
day of its own (`model.health`: who is a champion) cannot be told of the past: it is left out of the score and named.
The report has a row for each thing told, by `part`:

- `score` and `component`: how well it told lost from kept: `auc`, its 95 % interval (DeLong), and the `verdict`, which
  holds for all of them together; `weight` is as it is now, `proposed` what the history would give it;
- `band` and `calibration`: the renewals in a band, or in a step of scores, and the share lost (Wilson's interval);
- `weights`: the proposed ones on years they were not found in: `auc` of these, `gain` over the weights as they are.

Under twenty losses, or twenty kept, the counts stand and nothing else is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from churntui import health
from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics import backtest
from churntui.metrics.backtest import DAYS_BEFORE, FEWEST, BackTest, Cases, Told
from churntui.metrics.health import Readings
from churntui.metrics.intervals import Outcome
from churntui.model.health import COMPONENTS, KEYS, Formula, Rule
from churntui.plain import wording
from churntui.plain.errors import NotFoundError
from churntui.plain.looks import CellStyle
from churntui.plain.wording import counted, rate_text
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.health import room
from churntui.questions.question import Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import Figures

DATED = tuple(key for key in KEYS if not COMPONENTS[key].undated)
"""The components that can be told of the past."""

LOOKS: dict[str, CellStyle] = {"foretells loss": "good", "foretells staying": "bad"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is told."""

    part: str
    name: str
    cases: int
    lost: int
    rate: float | None
    """lost ÷ cases, with its 95 % limits (Wilson); None where there is no case."""
    low: float | None
    high: float | None
    auc: float | None = None
    """How often a renewal that was kept had the higher value of two; None where too little is known."""
    auc_low: float | None = None
    auc_high: float | None = None
    verdict: str | None = None
    weight: int | None = None
    proposed: int | None = None
    gain: float | None = None
    """What the proposed weights add to the area on years held out, with its 95 % limits."""
    gain_low: float | None = None
    gain_high: float | None = None


KEYS_OF_ROW = keys_of(Row)
"""What programs are given of a row."""


@dataclass(frozen=True, slots=True)
class Past:
    """The renewals that are looked at, and what was known ninety days before each."""

    cases: Cases
    readings: Sequence[Readings]


class BackTests:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Past:
        """What was known then."""
        del asked
        return read(store, book)

    def answer(self, book: Book, asked: Asked, known: Past) -> Answer:
        """What became of them."""
        return Answer(book, asked, tested(known, book.health_formula), known)


ROOM: Room[Past] = BackTests()


def read(store: Store, book: Book) -> Past:
    """The renewals of a book, and what was known of their logos."""
    cases = backtest.cases(book.timeline, book.as_of)
    return Past(cases, health.past(store, cases.looked_at, DATED, book.settings, book.contracts))


def tested(past: Past, formula: Formula) -> BackTest:
    """What the past says of a formula."""
    rules = {rule.key: rule for rule in formula.rules}
    shares = np.array(
        [[_share(rules[key], readings) for key in DATED] for readings in past.readings], dtype=np.float64
    ).reshape(len(past.readings), len(DATED))
    cases = past.cases
    made = backtest.back_test(shares, cases.lost, cases.years, DATED, formula, cases.logo_ids)
    return replace(made, of=cases.of if cases.of > made.whole.cases else 0)


def _share(rule: Rule, readings: Readings) -> float:
    reading = readings.get(rule.key)
    return np.nan if reading is None else rule.share(reading.value)


@dataclass(frozen=True)
class Answer:
    """The answer; it has no tab."""

    book: Book
    asked: Asked
    made: BackTest
    past: Past

    def rows(self) -> list[Row]:
        """All that is told."""
        return rows_of(self.made, self.book.health_formula)

    def report(self) -> Report:
        """The rows."""
        book, rows = self.book, self.rows() if len(self.past.readings) else []
        keys, columns = KEYS_OF_ROW, columns_of()
        return Report(
            name="backtest",
            as_of=book.as_of,
            settings=settings_used(book, self.asked)
            | {
                "days_before": DAYS_BEFORE,
                "health": room.told(book.health_formula),
                "bands": book.health_formula.edges,
                "left_out": [key for key in KEYS if key not in DATED],
            },
            columns=keys,
            rows=tuple(published(row, keys) for row in rows),
            headline="\n".join(
                (headline(book, f"Health {DAYS_BEFORE} days before each renewal"), *self.told())
            ),
            sheet=sheet(
                "backtest",
                [column.title for column in columns],
                [[column.text(row) for column in columns] for row in rows],
                right=[column.title for column in columns if column.align == "right"],
            ),
            notes=notes(book),
        )

    def told(self) -> list[str]:
        """In sentences."""
        return sentences(self.made)

    def figures(self) -> Figures:
        """There are none."""
        raise NotFoundError("There is no tab of backtest", "It is a report, and stands on the Health page")


def sentences(made: BackTest) -> list[str]:
    """What the history says, in a few sentences."""
    undated = [
        f"{COMPONENTS[key].label.lower()} ({COMPONENTS[key].undated})" for key in KEYS if key not in DATED
    ]
    left_out = f"Left out, because it has no day: {'; '.join(undated)}"
    whole = made.whole
    thinned = f" (an even share of {made.of:,})" if made.of else ""
    begin = f"{counted(whole.cases, 'renewal')} with an outcome{thinned}, {whole.lost} lost"
    if not made.is_enough:
        return [f"{begin}: too few to say anything ({FEWEST} of each kind are needed)", left_out]
    lines = [f"{begin}. {_area_sentence(made.score)}"]
    telling, against = (
        [COMPONENTS[key].label.lower() for key, told in made.components.items() if told.verdict == wanted]
        for wanted in ("foretells loss", "foretells staying")
    )
    lines.append(f"Low values that went before losses: {', '.join(telling) or 'none shown'}")
    if against:
        lines.append(f"Low values that went before staying: {', '.join(against)}")
    return [*lines, weights_sentence(made), left_out]


def _area_sentence(told: Told) -> str:
    own = told.area
    if own is None:
        return "Of too few of them anything was known"
    return (
        f"Of two renewals, one kept and one lost, the score was higher before the kept one in"
        f" {wording.percent(own.value)} ({wording.interval(own.low, own.high, told.group.cases)}): {told.verdict}"
    )


def weights_sentence(made: BackTest) -> str:
    """Whether other weights would have been better, on years they had not seen."""
    new = made.weights
    if new is None:
        return "Other weights cannot be tried: too few years have losses and renewals enough to be held out"
    gain = f"{wording.points(new.gain)} points ({wording.points(new.low)} to {wording.points(new.high)})"
    held = f"on {counted(new.years, 'year')} held out"
    if not new.is_better:
        return f"Other weights are not shown to be better: {gain} {held}"
    listed = ", ".join(
        f"{COMPONENTS[key].label.lower()} {weight}" for key, weight in new.proposed.items() if weight
    )
    return f"Proposed weights: {listed}; they order {gain} more of the pairs rightly {held}"


def proposed(made: BackTest, formula: Formula) -> Formula | None:
    """The formula with the weights the history proposes; None where they are not shown to be better.

    What cannot be told of the past keeps the share of the whole that it has now.
    """
    new = made.weights
    if new is None or not new.is_better:
        return None
    dated = sum(rule.weight for rule in formula.rules if rule.key in new.proposed)
    for rule in formula.rules:
        scaled = round(100 * rule.weight / dated) if dated else rule.weight
        formula = formula.changed(replace(rule, weight=new.proposed.get(rule.key, scaled)))
    return formula


def rows_of(made: BackTest, formula: Formula) -> list[Row]:
    """All that is told, a row each."""
    weights = {rule.key: rule.weight for rule in formula.rules}
    new = made.weights
    proposed = new.proposed if new and new.is_better else {}
    rows = [_told_row("score", "score", made.score, None, None)]
    rows += [_group_row("band", band, group) for band, group in made.bands.items()]
    rows += [_group_row("calibration", f"{low}–{last}", group) for low, last, group in made.steps]
    rows += [
        _told_row("component", key, told, weights[key], proposed.get(key))
        for key, told in made.components.items()
    ]
    if new is not None:
        rows.append(
            Row("weights", "proposed", new.cases.cases, new.cases.lost, new.cases.rate, *_limits(new.cases),
                auc=new.area, verdict="better" if new.is_better else "no difference shown",
                gain=new.gain, gain_low=new.low, gain_high=new.high)
        )  # fmt: skip
    return rows


def _limits(group: Outcome) -> tuple[float | None, float | None]:
    return group.interval or (None, None)


def _group_row(part: str, name: str, group: Outcome) -> Row:
    return Row(part, name, group.cases, group.lost, group.rate, *_limits(group))


def _told_row(part: str, name: str, told: Told, weight: int | None, proposed: int | None) -> Row:
    own, group = told.area, told.group
    value, low, high = (own.value, own.low, own.high) if own else (None, None, None)
    return Row(
        part, name, group.cases, group.lost, group.rate, *_limits(group),
        auc=value, auc_low=low, auc_high=high, verdict=told.verdict, weight=weight, proposed=proposed,
    )  # fmt: skip


def columns_of() -> tuple[Column[Row], ...]:
    """What people see of a row."""

    def name(row: Row) -> str:
        if row.part == "component":
            return next(known.label for key, known in COMPONENTS.items() if key == row.name)
        return {"score": "Score", "weights": "Proposed weights"}.get(row.part) or f"{row.part} {row.name}"

    def area(row: Row) -> str:
        return wording.NOTHING if row.auc is None else f"{row.auc:.2f}"

    def between(row: Row) -> str:
        if row.auc_low is None or row.auc_high is None:
            return wording.NOTHING
        return f"{row.auc_low:.2f}–{row.auc_high:.2f}"

    def whole(value: int | None) -> str:
        return "" if value is None else str(value)

    return (
        Column("What", name, 22, align="left", flex=True),
        Column("Lost", lambda row: rate_text(row.lost, row.cases), 16),
        Column(
            "95 % ", lambda row: wording.interval(row.low, row.high, row.cases), 12, short="95 %", priority=3
        ),
        Column("AUC", area, 5),
        Column("95 %", between, 9, priority=2),
        Column(
            "Verdict",
            lambda row: row.verdict or "",
            20,
            align="left",
            look=lambda row: LOOKS.get(row.verdict or "", ""),
        ),
        Column("Weight", lambda row: whole(row.weight), 6, priority=4),
        Column("Proposed", lambda row: whole(row.proposed), 8, priority=4),
    )
