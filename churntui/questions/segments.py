"""Which kinds of logos leave more than the others, over several periods taken together (`metrics.pooling`).

Periods that are not over are left out, unless there is no other. There is always a split: the first field of which the
logos have more than one value, until another is chosen. The row whose segment is null is that of all logos; it comes
last. The keys of the rows are the fields of `metrics.pooling.SegmentRow`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from churntui.book import Book
from churntui.metrics.attrition import AttritionRow
from churntui.metrics.comparing import NONE, Share, Verdict, pooled
from churntui.metrics.pooling import Segment, SegmentRow, segment_rows
from churntui.metrics.splits import NOT_SET, Labels, split_each
from churntui.model import splits
from churntui.plain import wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import counting, pending, spans
from churntui.questions.asked import Asked
from churntui.questions.attrition import behind
from churntui.questions.attrition.losses import losses
from churntui.questions.attrition.room import drawn_rate
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column, headings, line, table
from churntui.questions.explaining import attrition_called, escaped, settings, under_other_rules
from churntui.questions.question import OfBook, Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used
from churntui.questions.shown import Figures, TrendRow
from churntui.questions.telling import narrowing

FIELDS = splits.names("size", "industry", "plan", "country", "fit", "owner")
"""What logos are split by where nothing was chosen: the first that tells any apart, else the first."""

MOST_BARS = 12
"""Segments that the chart of bars has room for; the others stand in the table."""

_ALL = "All logos"

_SAID: Mapping[Verdict, str] = {
    "more": "more !",
    "less": "less",
    "no difference shown": "–",
    "too few": "too few",
}
"""What the table says of a segment beside the others."""

_LOOKS: Mapping[Verdict | None, CellStyle] = {"more": "bad", "less": "good"}

_IN_ORDER = frozenset({"size", "annual_revenue", "tenure", "fit"})
"""Fields whose segments have an order of their own; others stand by the ARR they lost."""


class Segments(OfBook):
    """The room."""

    help = """\
Which kinds of logos leave more than the others. The periods covered (`D`) are taken together: a logo counts once for
each period it was there at the start of, and the rate is that of one such period. Periods that are not over are left
out, unless there is no other.

*vs others* says whether a segment loses more or less than all other logos, only where the 95 % interval of the
difference (Newcombe) says so; of ten segments compared, one may still do so by chance once in a while. *ARR at start*
is the average of the periods' openings, of all logos active then; *GRR* and *NRR* are those of an average period.

Plan and tenure are looked up at each period's opening, everything else is today's. `s` splits by another field or by
two, Enter lists the logos."""

    def answer(self, book: Book, asked: Asked, known: None) -> Pooled:
        """A row for each segment with anybody in it, then one for all logos."""
        del known
        covered = spans.covered(book, asked)
        begun = [period for period in covered if period.starts_on <= book.as_of]
        covered = [period for period in begun if period.ends_on <= book.as_of] or begun
        if not asked.by:
            asked = replace(asked, by=(_first_that_splits(book, covered),))
        split_by = counting.labels(book, asked.by, covered)
        counted = counting.attrition(book, covered, asked, split_by)
        regrettable: dict[Segment, int] = defaultdict(int)
        for (_, segment), lost in losses(book, covered, asked, split_by).items():
            regrettable[segment] += sum(loss.regrettable for loss in lost)
        rows = segment_rows(counted, counting.revenue(book, covered, split_by), regrettable)
        if not set(asked.by) & _IN_ORDER:
            rows.sort(key=lambda row: (row.segment is None, -row.arr_lost, -row.initial))
        return Pooled(book, asked, covered, split_by, counted, rows)


ROOM: Room[None] = Segments()


def _first_that_splits(book: Book, covered: Sequence[Period]) -> str:
    """The first field of which the logos have more than one value at the last opening."""
    last = covered[-1:]
    for field in (*FIELDS, *counting.own_that_tell(book)) if last else ():
        (parts,) = split_each(counting.logo_ids(book), counting.labels(book, (field,), last), last)
        known = {parts.labels[code] for code in set(parts.codes.tolist())} - {NOT_SET}
        if len(known) > 1:
            return field
    return FIELDS[0]


@dataclass(frozen=True)
class Pooled:
    """The answer."""

    book: Book
    asked: Asked
    """With the fields that logos are split by."""
    covered: Sequence[Period]
    split_by: Labels | None
    counted: Sequence[AttritionRow]
    """Of each period by itself."""
    rows: Sequence[SegmentRow]
    """The last is that of all logos."""

    def report(self) -> Report:
        """The rows for programs, and for people with a sentence about each segment that differs."""
        keys, columns = keys_of(SegmentRow), self._columns()
        claimed = [_compared(row) for row in self.rows if row.verdict in {"more", "less"}]
        not_over = f"{self._reach} is {pending.mark(self.counted, self.book.as_of).removeprefix('* ')}"
        sentences = claimed if all(row.complete for row in self.rows) else [*claimed, not_over]
        narrowed = wording.losses(regrettable=self.asked.regrettable, voluntary=self.asked.voluntary)
        words = (
            f"Logo attrition by {' and '.join(self.asked.by_words)}",
            self._reach,
            self._together,
            narrowed,
        )
        return Report(
            name="segments",
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked) | {"period": self.asked.every},
            columns=keys,
            rows=tuple(published(row, keys) for row in self.rows),
            headline=headline(self.book, " · ".join(word for word in words if word)),
            sheet=table("segments", columns, self.rows),
            legend="\n".join(sentences),
            notes=notes(self.book),
        )

    def figures(self) -> Figures:
        """The same as a tab, with the logos behind each row."""
        columns, bare = self._columns(), self._without_grace()
        scope = " · ".join(
            [self._together or self._reach, f"by {' and '.join(self.asked.by_words)}", *narrowing(self.asked)]
        )
        alone = "All logos are in one segment. Press s to split them by another field"
        return Figures(
            headings(columns),
            tuple(self._row(columns, row, bare.get(row.segment)) for row in self.rows),
            self._charts() if self.rows else (),
            told=scope if self.covered else "",
            words=alone if len(self.rows) == 2 else "",
            opens_on="first",
        )

    @property
    def _reach(self) -> str:
        """`2026 Q3`, `2026 Q1 – 2026 Q3`."""
        labels = [self.covered[0].label, self.covered[-1].label] if self.covered else []
        return " – ".join(dict.fromkeys(labels))

    @property
    def _together(self) -> str:
        """`3 quarters together`; empty of one."""
        return f"{len(self.covered)} {self.asked.every}s together" if len(self.covered) > 1 else ""

    def _without_grace(self) -> Mapping[Segment, Share]:
        """Each segment's rate, and that of all, were there no grace; empty where only some losses count.

        Which do is told by their days, which another grace moves.
        """
        shares: dict[Segment, Share] = defaultdict(lambda: NONE)
        if counting.those_that_count(self.book, self.asked) is None:
            for row in counting.attrition(self.book, self.covered, self.asked, self.split_by, grace_days=0):
                for segment in (row.segment, None):
                    shares[segment] += pooled([row])
        return dict(shares)

    def _columns(self) -> tuple[Column[SegmentRow], ...]:
        """What people see of a row."""
        money, alone = self.book.money, len(self.covered) == 1
        return (
            Column(" · ".join(self.asked.by_words).capitalize(), _name, 15, align="left", flex=True),
            Column(
                "At start" if alone else f"Logo-{self.asked.every}s",
                lambda row: f"{row.initial:,}",
                8 if alone else 13,
            ),
            Column("Lost", lambda row: str(row.lost), 4),
            Column("Rate", lambda row: wording.rate(row.lost, row.initial), 8),
            Column("95 %", _interval, 12, priority=2),
            Column(
                "vs others",
                lambda row: _SAID[row.verdict] if row.verdict else "",
                9,
                align="left",
                look=lambda row: _LOOKS.get(row.verdict, ""),
            ),
            Column("Regretted", lambda row: str(row.regrettable), 9, priority=5),
            Column("ARR at start", lambda row: money(row.arr), 12, priority=4),
            Column(
                "ARR lost", lambda row: money(row.arr_lost) if row.lost else wording.NOTHING, 8, priority=1
            ),
            Column("GRR", lambda row: wording.percent(row.grr), 7, priority=3),
            Column("NRR", lambda row: wording.percent(row.nrr), 7, priority=3),
        )

    def _row(self, columns: Sequence[Column[SegmentRow]], row: SegmentRow, bare: Share | None) -> TrendRow:
        return TrendRow(
            ("segment", *self.asked.by, row.segment),
            line((), columns, row, "" if row.segment else "bold"),
            partial(self._explained, row, bare),
            segment=row.segment,
            title=f"{self._reach} · {_name(row)}",
            behind=partial(behind.segment, self.asked, tuple(self.covered), row.segment),
            words=_compared(row),
        )

    def _explained(self, row: SegmentRow, bare: Share | None) -> str:
        """The segment's figures with their numbers, as Markdown; `bare` is its rate without grace."""
        book, every = self.book, self.asked.every
        called = f"{attrition_called(self.asked).lower()}, {escaped(_name(row))}"
        openings = f"the openings of {row.periods} {every}s" if row.periods > 1 else "the opening"
        lost = (
            f"{self._reach}: {row.initial:,} logos active at {openings} (a logo counts at each), **{row.lost}** lost "
            f"by the end of the {every}: {row.lost} ÷ {row.initial:,}. Logos gained on the way are not counted."
        )
        kept = (
            f"GRR {wording.percent(row.grr)} and NRR {wording.percent(row.nrr)}: what was kept, and what was kept with "
            f"expansion, of the MRR at all openings together. ARR at start: {book.money(row.arr)} on average at the "
            "openings, of the logos active then."
        )
        parts = [
            f"## {wording.rate(row.lost, row.initial)} {called}",
            lost,
            f"{escaped(_compared(row))}." if row.verdict else "",
            under_other_rules(row.share, row.gained, bare),
            f"95 % interval (Wilson): {_interval(row)}." if row.initial >= FEWEST_FOR_A_PERCENTAGE else "",
            kept,
            settings(book, self.asked),
        ]
        return "\n\n".join(part for part in parts if part)

    def _charts(self) -> tuple[ChartData, ...]:
        """The rate of each segment beside that of all; then a line for each of the largest; then the ARR lost."""
        measure, by = attrition_called(self.asked), " and ".join(self.asked.by_words)
        *segments, whole = self.rows
        bars = segments[:MOST_BARS]
        drawn = ChartData("bars", tuple(_name(row) for row in bars), (), unit="percent")
        rates = tuple(_drawn(row) for row in bars)
        return (
            replace(
                drawn,
                series=(Series(measure, rates, ranges=tuple(_range(row) for row in bars)),),
                target=_drawn(whole),
                target_label="all",
                title=f"{measure} by {by}, {self._reach}, with 95 % intervals",
                empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
            ),
            replace(
                blank(
                    self.covered,
                    self.counted,
                    f"{measure} of each {self.asked.every} by {by}",
                    self.book.marks,
                ),
                unit="percent",
                series=series(self.covered, self.counted, drawn_rate, size=lambda row: row.initial),
            ),
            replace(
                drawn,
                series=(Series("ARR lost", tuple(float(row.arr_lost) for row in bars), "bad"),),
                unit="money",
                currency=self.book.currency,
                title=f"ARR lost by {by}, {self._reach}",
            ),
        )


def _name(row: SegmentRow) -> str:
    return row.segment or _ALL


def _interval(row: SegmentRow) -> str:
    return wording.interval(row.low, row.high, row.initial)


def _drawn(row: SegmentRow) -> float | None:
    """A rate for a bar: none is drawn of a few."""
    return row.rate if row.initial >= FEWEST_FOR_A_PERCENTAGE else None


def _range(row: SegmentRow) -> tuple[float, float] | None:
    """Between what the rate of a bar may lie."""
    if row.low is None or row.high is None or row.initial < FEWEST_FOR_A_PERCENTAGE:
        return None
    return row.low, row.high


def _compared(row: SegmentRow) -> str:
    """`Retail loses more than the others: 4/60 · 6.7 % against 9/420 · 2.1 % (by 1.0 to 11.3 points)`.

    Empty where there are no others.
    """
    rates = f"{rate_text(row.lost, row.initial)} against {rate_text(row.others_lost, row.others_initial)}"
    if row.verdict is None:
        return ""
    if row.verdict == "too few":
        return f"{row.segment}: {rates}. Too few logos to compare"
    if row.verdict == "no difference shown":
        return f"{row.segment}: {rates} of the others: no difference shown"
    near, far = sorted(abs(limit) for limit in (row.difference_low, row.difference_high) if limit is not None)
    by = f"by {wording.points(near)} to {wording.points(far)} points"
    return f"{row.segment} loses {row.verdict} than the others: {rates} ({by})"
