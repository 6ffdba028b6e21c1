"""Trends, Segments: which kinds of logos leave more than the others, over several periods taken together.

One quarter of one segment is a handful of logos. So the periods covered are pooled: each logo counts once for each
period it was there at the start of, and a rate is that of a period of this length, averaged over all of them. Periods
that are not over are left out, unless there is no other. There is always a split: the first field of which the logos
have more than one value, until another is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from churntui.book import Book
from churntui.metrics import comparing
from churntui.metrics.attrition import AttritionRow
from churntui.metrics.comparing import NONE, Share, Verdict, pooled
from churntui.metrics.intervals import newcombe, wilson
from churntui.metrics.revenue import RevenueRow
from churntui.metrics.splits import NOT_SET, Labels, split_each
from churntui.model import splits
from churntui.plain import wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import counting, spans
from churntui.questions import explaining as trend_words
from churntui.questions.asked import Asked
from churntui.questions.attrition import behind as trend_behind
from churntui.questions.attrition.losses import Loss, losses
from churntui.questions.charting import blank, series
from churntui.questions.shown import Figures, Heading, Line, TrendRow
from churntui.questions.telling import narrowing

HELP = """Which kinds of logos leave more than the others. The periods covered (`d`) are taken together: a logo counts
once for each period it was there at the start of, and the rate is that of one such period. Periods that are not over
are left out, unless there is no other.

*vs others* says whether a segment loses more or less than all other logos, only where the 95 % interval of the
difference (Newcombe) says so; of ten segments compared, one may still do so by chance once in a while. *ARR* is
the average of the periods' openings; *GRR* and *NRR* are those of an average period.

Plan and tenure are looked up at each period's opening, everything else is today's. `s` splits by another field or by
two, Enter lists the logos."""

FIELDS = splits.names("size", "industry", "plan", "country", "fit", "owner")
"""What logos are split by where nothing was chosen: the first that tells any apart, else the first."""

MOST_BARS = 12
"""Segments that the chart of bars has room for; the others stand in the table."""

_ALL = "All logos"

_ONE = "All logos are in one segment. Press s to split them by another field"

_SAID: Mapping[Verdict, str] = {
    "more": "more !",
    "less": "less",
    "no difference shown": "–",
    "too few": "too few",
}
"""What the table says of a segment beside the others."""

_LOOKS: Mapping[Verdict | None, CellStyle] = {"more": "bad", "less": "good"}

_IN_ORDER = frozenset({"size", "tenure", "fit"})
"""Fields whose segments have an order of their own; others stand by the ARR they lost."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """The figures of one segment over all periods."""

    segment: str | None
    """None: all logos."""
    rate: Share
    gained: int
    """Logos gained within the periods, which count in no rate of ours."""
    regrettable: int
    arr_start: int
    """On average at the openings, in minor units."""
    arr_lost: int
    grr: float | None
    nrr: float | None


def figures(book: Book, view: Asked, found: object = None) -> Figures:
    """The Segments tab for a view; none of it is counted on the event loop."""
    del found
    covered = spans.covered(book, view)
    over = [period for period in covered if period.ends_on <= book.as_of]
    covered = over or covered
    if not view.by:
        view = replace(view, by=(_first_that_splits(book, covered),))
    split_by = counting.labels(book, view.by, covered)
    counted = counting.attrition(book, covered, view, split_by)
    money = counting.revenue(book, covered, split_by)
    pools = _pools(counted, money, losses(book, covered, view, split_by), len(covered))
    whole = _together(pools, counted, money, len(covered))
    bare = _without_grace(book, covered, view, split_by)
    if not set(view.by) & _IN_ORDER:
        pools.sort(key=lambda pool: (-pool.arr_lost, -pool.rate.cases))
    shown = [*pools, whole] if pools else []
    return Figures(
        _headings(view, covered),
        tuple(_row(book, view, covered, pool, whole, bare.get(pool.segment)) for pool in shown),
        _charts(book, view, covered, counted, pools, whole),
        told=_told(view, covered),
        words=_ONE if len(pools) == 1 else "",
        opens_on="first",
    )


def _first_that_splits(book: Book, covered: Sequence[Period]) -> str:
    """The first field of which the logos have more than one value at the last opening."""
    last = covered[-1:]
    for field in FIELDS if last else ():
        (found,) = split_each(counting.logo_ids(book), counting.labels(book, (field,), last), last)
        known = {found.labels[code] for code in set(found.codes.tolist())} - {NOT_SET}
        if len(known) > 1:
            return field
    return FIELDS[0]


def _pools(
    counted: Sequence[AttritionRow],
    money: Sequence[RevenueRow],
    behind: Mapping[tuple[str, str | None], Sequence[Loss]],
    periods: int,
) -> list[_Pool]:
    """The segments in which anybody was ever there, in the order of the report."""
    rows: dict[str | None, list[AttritionRow]] = defaultdict(list)
    revenue: dict[str | None, list[RevenueRow]] = defaultdict(list)
    for row in counted:
        rows[row.segment].append(row)
    for moved in money:
        revenue[moved.segment].append(moved)
    regrettable: dict[str | None, int] = defaultdict(int)
    for (_, segment), lost in behind.items():
        regrettable[segment] += sum(loss.regrettable for loss in lost)
    return [
        _pool(segment, own, revenue[segment], regrettable[segment], periods)
        for segment, own in rows.items()
        if any(row.initial for row in own)
    ]


def _pool(
    segment: str | None,
    counted: Sequence[AttritionRow],
    money: Sequence[RevenueRow],
    regrettable: int,
    periods: int,
) -> _Pool:
    start = sum(row.mrr_start for row in money)
    kept = start - sum(row.contraction + row.churned for row in money)
    grown = kept + sum(row.expansion for row in money)
    return _Pool(
        segment,
        pooled(counted),
        sum(row.gained for row in counted),
        regrettable,
        round(12 * start / periods),
        sum(row.arr_lost for row in counted),
        kept / start if start else None,
        grown / start if start else None,
    )


def _together(
    pools: Sequence[_Pool], counted: Sequence[AttritionRow], money: Sequence[RevenueRow], periods: int
) -> _Pool:
    """All segments as one."""
    return _pool(None, counted, money, sum(pool.regrettable for pool in pools), max(1, periods))


def _without_grace(
    book: Book, covered: Sequence[Period], view: Asked, split_by: Labels | None
) -> dict[str | None, Share]:
    """Each segment's rate, and that of all, were there no grace; empty where only some losses count.

    Which do is told by their days, which another grace moves.
    """
    found: dict[str | None, Share] = defaultdict(lambda: NONE)
    if counting.those_that_count(book, view) is None:
        for row in counting.attrition(book, covered, view, split_by, grace_days=0):
            for segment in (row.segment, None):
                found[segment] += pooled([row])
    return dict(found)


def _headings(view: Asked, covered: Sequence[Period]) -> tuple[Heading, ...]:
    start = Heading("At start", 8) if len(covered) == 1 else Heading(f"Logo-{view.every}s", 13)
    return (
        Heading(" · ".join(view.by).capitalize(), 15, "left", flex=True),
        start,
        Heading("Lost", 4),
        Heading("Rate", 8),
        Heading("95 %", 12, priority=2),
        Heading("vs others", 9, "left"),
        Heading("Regretted", 9, priority=5),
        Heading("ARR", 8, priority=4),
        Heading("ARR lost", 8, priority=1),
        Heading("GRR", 7, priority=3),
        Heading("NRR", 7, priority=3),
    )


def _row(
    book: Book, view: Asked, covered: Sequence[Period], pool: _Pool, whole: _Pool, bare: Share | None
) -> TrendRow:
    rest = whole.rate - pool.rate
    verdict = comparing.verdict(pool.rate, rest) if pool is not whole and rest.cases else None
    compared = _compared(pool, rest, verdict) if verdict else ""
    return TrendRow(
        ("segment", *view.by, pool.segment),
        _line(book, pool, verdict, is_whole=pool is whole),
        partial(_explained, book, view, covered, pool, compared, bare),
        segment=pool.segment,
        title=" · ".join((_reach(covered), pool.segment or _ALL)),
        behind=partial(trend_behind.segment, view, tuple(covered), pool.segment),
        words=compared,
    )


def _line(book: Book, pool: _Pool, verdict: Verdict | None, *, is_whole: bool) -> Line:
    rate = pool.rate
    low, high = wilson(rate.hits, rate.cases) if rate.cases else (None, None)
    cells = (
        pool.segment or _ALL,
        f"{rate.cases:,}",
        str(rate.hits),
        wording.rate(rate.hits, rate.cases),
        wording.interval(low, high, rate.cases),
        _SAID[verdict] if verdict else "",
        str(pool.regrettable),
        book.money(pool.arr_start),
        book.money(pool.arr_lost) if rate.hits else wording.NOTHING,
        wording.percent(pool.grr),
        wording.percent(pool.nrr),
    )
    looks = {5: _LOOKS[verdict]} if verdict in _LOOKS else {}
    return Line(cells, looks, "bold" if is_whole else "")


def _compared(pool: _Pool, rest: Share, verdict: Verdict) -> str:
    """`Retail loses more than the others: 4/60 · 6.7 % against 9/420 · 2.1 % (by 1.0 to 11.3 points)`."""
    rates = f"{rate_text(pool.rate.hits, pool.rate.cases)} against {rate_text(rest.hits, rest.cases)}"
    if verdict == "too few":
        return f"{pool.segment}: {rates}. Too few logos to compare"
    if verdict == "no difference shown":
        return f"{pool.segment}: {rates} of the others: no difference shown"
    _, low, high = newcombe(pool.rate.hits, pool.rate.cases, rest.hits, rest.cases)
    near, far = sorted((abs(low), abs(high)))
    by = f"by {100 * near:.1f} to {100 * far:.1f} points"
    return f"{pool.segment} loses {verdict} than the others: {rates} ({by})"


def _reach(covered: Sequence[Period]) -> str:
    return covered[0].label if len(covered) == 1 else f"{covered[0].label} – {covered[-1].label}"


def _told(view: Asked, covered: Sequence[Period]) -> str:
    if not covered:
        return ""
    reach = f"{len(covered)} {view.every}s together" if len(covered) > 1 else _reach(covered)
    return " · ".join([reach, f"by {' and '.join(view.by)}", *narrowing(view)])


def _explained(
    book: Book,
    view: Asked,
    covered: Sequence[Period],
    pool: _Pool,
    compared: str,
    bare: Share | None,
) -> str:
    """The segment's figures with their numbers, as Markdown; `bare` is its rate without grace."""
    rate = pool.rate
    who = trend_words.escaped(pool.segment or _ALL)
    parts = [f"## {wording.rate(rate.hits, rate.cases)} {trend_words.attrition_called(view).lower()}, {who}"]
    what = f"the openings of {len(covered)} {view.every}s" if len(covered) > 1 else "the opening"
    parts.append(
        f"{_reach(covered)}: {rate.cases:,} logos active at {what} (a logo counts at each), **{rate.hits}** lost "
        f"by the end of the {view.every}: {rate.hits} ÷ {rate.cases:,}. Logos gained on the way are not counted."
    )
    if compared:
        parts.append(trend_words.escaped(compared) + ".")
    parts.append(trend_words.under_other_rules(rate, pool.gained, bare))
    if rate.cases >= FEWEST_FOR_A_PERCENTAGE:
        parts.append(
            f"95 % interval (Wilson): {wording.interval(*wilson(rate.hits, rate.cases), rate.cases)}."
        )
    parts.append(
        f"GRR {wording.percent(pool.grr)} and NRR {wording.percent(pool.nrr)}: what was kept, and what was kept with "
        f"expansion, of the MRR at all openings together. ARR {book.money(pool.arr_start)} on average at the openings."
    )
    parts.append(trend_words.settings(book, view))
    return "\n\n".join(part for part in parts if part)


def _charts(
    book: Book,
    view: Asked,
    covered: Sequence[Period],
    counted: Sequence[AttritionRow],
    pools: Sequence[_Pool],
    whole: _Pool,
) -> tuple[ChartData, ...]:
    """The rate of each segment beside that of all; then a line for each of the largest; then the ARR lost."""
    if not pools:
        return ()
    what, by = trend_words.attrition_called(view), " and ".join(view.by)
    bars = list(pools)[:MOST_BARS]
    names = tuple(pool.segment or "" for pool in bars)
    rates = tuple(_drawn(pool.rate) for pool in bars)
    return (
        ChartData(
            "bars",
            names,
            (Series(what, rates, ranges=tuple(_range(pool.rate) for pool in bars)),),
            unit="percent",
            target=_drawn(whole.rate),
            target_label="all",
            title=f"{what} by {by}, {_reach(covered)}, with 95 % intervals",
            empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
        ),
        replace(
            blank(covered, counted, f"{what} of each {view.every} by {by}", book.marks),
            unit="percent",
            series=series(covered, counted, _rate_of, size=lambda row: float(row.initial)),
        ),
        ChartData(
            "bars",
            names,
            (Series("ARR lost", tuple(float(pool.arr_lost) for pool in bars), "bad"),),
            unit="money",
            currency=book.currency,
            title=f"ARR lost by {by}, {_reach(covered)}",
        ),
    )


def _drawn(share: Share) -> float | None:
    return share.hits / share.cases if share.cases >= FEWEST_FOR_A_PERCENTAGE else None


def _range(share: Share) -> tuple[float, float] | None:
    """Between what the rate of a bar may lie."""
    return wilson(share.hits, share.cases) if share.cases >= FEWEST_FOR_A_PERCENTAGE else None


def _rate_of(row: AttritionRow) -> float | None:
    return _drawn(Share(row.lost, row.initial))
