"""What the figures of Survival mean, with their own numbers (Markdown), and in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.book import Book
from churntui.metrics import expected, survival
from churntui.metrics.expected import Basis, Stakes, Total
from churntui.metrics.survival import Curve
from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.explaining import escaped
from churntui.questions.survival.amounts import band, is_told, share_seen, worth
from churntui.questions.survival.counted import Counted, Year, anniversary
from churntui.questions.survival.report import compared

_SOURCES = (
    "Sources: Kaplan & Meier 1958 (the curve), Greenwood 1926 (its variance), Kalbfleisch & Prentice 1980 (the band "
    "on the scale log(−log S)), Mantel 1966 (log-rank), Irwin 1949 (the restricted mean), Brown, Hollander & Korwar "
    "1974 (its tail)."
)


def in_short(book: Book, curve: Curve, whole: Total, stakes: Stakes) -> str:
    """What the tab comes to, in one sentence or two."""
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        return f"Under {FEWEST_FOR_A_PERCENTAGE} logos there is no curve to speak of."
    day = survival.median(curve)
    half = (
        f"Half are lost by {wording.tenure(day)}"
        if day is not None
        else f"Fewer than half are lost: {wording.percent(float(curve.survival[-1]))} are still there after "
        f"{wording.tenure(curve.last_day)}"
    )
    if not len(stakes.arr):
        return f"{half}. No logo is active now."
    active, arr = len(stakes.arr), int(stakes.arr.sum())
    return (
        f"{half}. The {wording.counted(active, 'logo')} active now, {book.money(arr)} ARR, are expected to pay "
        f"{worth(book, whole.amount, whole.seen)} in the next five years ({band(book, whole.low, whole.high)})."
    )


def tenure(book: Book, view: Asked, counted: Counted, name: str | None, whole: Total, arr: int) -> str:
    """A row of the first table explained."""
    curve = counted.curves[name]
    parts = [
        f"## Survival of {'all logos' if name is None else escaped(name)}",
        _curve(curve),
        _expected(book, counted, name, whole, arr),
        _test(counted),
        _settings(book, view),
        _SOURCES,
    ]
    return "\n\n".join(part for part in parts if part)


def year(book: Book, basis: Basis, which: Year, whole: Total, arr: int) -> str:
    """A year of tenure of all logos explained."""
    curve = basis.whole
    at_start, lost = which.at_start(curve), which.lost(curve)
    before, after = which.before(curve), which.point(curve).survival
    share = (
        f"{wording.percent(after)} of all logos stay longer than its end; the rate is 1 − {wording.percent(after)} ÷ "
        f"{wording.percent(before)} = **{wording.percent(1 - after / before)}**, in which a logo that was seen for a "
        "part of the year counts for that part."
        if before and min(curve.cases, at_start) >= FEWEST_FOR_A_PERCENTAGE
        else f"Of fewer than {FEWEST_FOR_A_PERCENTAGE} logos no percentage is shown."
    )
    so_far = " No logo was seen to its end yet (`*`)." if which.is_open(curve) else ""
    worth_now = f"**Active in it now**: {book.money(arr)} ARR" if arr else "No logo is active in it now"
    if arr and is_told(basis):
        worth_now += f", expected to pay {worth(book, whole.amount, whole.seen)} in the next five years"
        worth_now += f". {_doubt(book, whole)}"
    else:
        worth_now += "."
    return (
        f"## {which.label} of tenure\n\n{wording.counted(at_start, 'logo was', 'logos were')} seen to "
        f"enter it, {lost} of them lost in it, up to and including day {which.until:,}: a contract of as many years "
        f"has ended by then, leap days or not. {share}{so_far}\n\n{worth_now}\n\n{_SOURCES}"
    )


def _curve(curve: Curve) -> str:
    """How many the curve is made of, its median with the rule, and where it stands at each year."""
    here = curve.cases - curve.losses
    made = (
        f"{wording.counted(curve.cases, 'logo')} began to pay; {curve.losses} of them were lost at least once, "
        f"{here} never were and count for as long as they were seen, the longest for "
        f"{wording.tenure(int(curve.last_day))}. A logo that came back had a first life all the same."
    )
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        return f"{made} Under {FEWEST_FOR_A_PERCENTAGE} logos no percentage is shown."
    day = survival.median(curve)
    rule = "the first day by which half were lost: the smallest t with S(t) ≤ 1/2, compared in whole numbers"
    known = f"{wording.tenure(day)} (day {day:,})" if day is not None else "not reached"
    lines = ["| After | Day | Still there | 95 % |", "| --- | --- | --- | --- |"]
    for year in range(1, 6):
        point = curve.at(anniversary(year))
        if point is not None:
            band_told = wording.interval(point.low, point.high, curve.cases)
            lines.append(
                f"| {wording.counted(year, 'year')} | {anniversary(year):,} | {wording.percent(point.survival)} "
                f"| {band_told} |"
            )
    formula = (
        "S(t) is the product, over the days up to t on which logos were lost, of (at risk − lost) ÷ at risk. The "
        "band is S^exp(±1.96 √V ÷ ln S) with Greenwood's V, the sum of lost ÷ (at risk × left)."
    )
    return "\n\n".join([made, f"Median: **{known}**, {rule}.", "\n".join(lines), formula])


def _expected(book: Book, counted: Counted, name: str | None, whole: Total, arr: int) -> str:
    """What the active are expected to pay, and by which curve."""
    if not arr or not is_told(counted.basis):
        return ""
    curve = counted.curves[name]
    own = name is None or name in counted.basis.own
    basis = (
        ""
        if own
        else f" Counted with the curve of all logos: {wording.counted(curve.cases, 'logo')} and {curve.losses} "
        f"lost are too few for its own ({expected.FEWEST_LOGOS} and {expected.FEWEST_LOSSES} are needed)."
    )
    return (
        f"**Expected in five years: {worth(book, whole.amount, whole.seen)}** from {book.money(arr)} ARR. For each "
        "active logo of tenure t it is ARR × ∫ S(t + u) ÷ S(t) du over the next five years. A logo that came back "
        f"counts from its return.{basis}\n\n{_doubt(book, whole)}"
    )


def _doubt(book: Book, whole: Total) -> str:
    """What of an expected amount is known, and how far it may be from the truth."""
    if whole.seen < whole.amount:
        told = (
            f"{book.money(whole.seen)} of it ({share_seen(whole.amount, whole.seen)}) lies within the longest tenure "
            "seen. Beyond that losses are taken to go on at the mean pace up to it, S(L)^(u ÷ L): a guess. It may be "
            f"anything from **{book.money(whole.low)}** (the lower end of the curve's 95 % band, with nobody staying "
            f"longer than any logo so far) to **{book.money(whole.high)}** (the upper end, with nobody lost beyond)."
        )
    else:
        told = (
            "All of it lies within the longest tenure seen. The curve's 95 % band makes it anything from "
            f"**{book.money(whole.low)}** to **{book.money(whole.high)}**."
        )
    return (
        f"{told} The band is Greenwood's; logos share their curve, so its error does not average out. All this is "
        "about the expectation: one logo stays or goes."
    )


def _test(counted: Counted) -> str:
    comparison = compared(counted.curves)
    if comparison is None:
        return ""
    test = comparison.test
    chi2 = f" χ² = {test.chi2:.2f} with one degree of freedom." if test else ""
    return (
        f"{escaped(comparison.words)}.{chi2} On each day with a loss it compares the losses of one with what they "
        "would be if both were lost alike. A p under 0.05 is called a difference; trying many splits until one "
        "shows it is not a finding."
    )


def _settings(book: Book, view: Asked) -> str:
    parts = [f"grace {book.settings.grace_days} days", f"amounts in {book.currency}"]
    if "plan" in view.by:
        parts.append("the plan is the largest contract's on the first paid day")
    return "Settings: " + " · ".join(parts) + "."


def time_point(curve: Curve, place: int, name: str | None) -> str:
    """A day of losses explained."""
    day, at_risk, lost = (int(column[place]) for column in (curve.time_days, curve.at_risk, curve.lost))
    before = float(curve.survival[place - 1]) if place else 1.0
    point = curve.point(place)
    where = "" if name is None else f" · {escaped(name)}"
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        share = f"Under {FEWEST_FOR_A_PERCENTAGE} logos no percentage is shown."
    else:
        told = wording.interval(point.low, point.high, curve.cases)
        share = (
            f"S = {wording.percent(before)} × ({at_risk} − {lost}) ÷ {at_risk} = "
            f"**{wording.percent(point.survival)}**"
        )
        share += f" (95 % {told})." if told != wording.NOTHING else ": nobody is left, and there is no band."
    return (
        f"## Day {day:,} of tenure{where}\n\n{wording.counted(at_risk, 'logo was', 'logos were')} seen for at "
        f"least {day:,} days, {lost} of them lost on that day. {share}\n\n*Seen no longer* are those still there, "
        f"whose tenure so far ends before the next loss: they say nothing about later days.\n\n{_SOURCES}"
    )


def taken(
    book: Book, basis: Basis, period: Period, name: str | None, arrs: Sequence[int], whole: Total
) -> str:
    """A quarter's losses explained."""
    where = period.label + ("" if name is None else f" · {escaped(name)}")
    so_far = "" if period.ends_on <= book.as_of else " so far (the quarter is not over)"
    if not arrs:
        return f"## Taken away in {where}\n\nNo logo was lost{so_far}."
    ended = (
        f"{wording.counted(len(arrs), 'loss', 'losses')}{so_far} ended {book.money(sum(arrs))} of ARR, as it was on "
        "the last day of service."
    )
    if not is_told(basis):
        return f"## Taken away in {where}\n\n{ended} Too few logos to say what it would have come to."
    return (
        f"## {worth(book, whole.amount, whole.seen)} taken away in {where}\n\n{ended} Had they been average logos of "
        f"their tenure, they would have paid **{worth(book, whole.amount, whole.seen)}** in the five years after.\n\n"
        f"{_doubt(book, whole)}\n\n"
        "For each: ARR × ∫ S(t + u) ÷ S(t) du over five years, t being its tenure at the loss (from its return, if "
        "it had come back), S the curve as it is known today. A loss belongs to the quarter of its last day of "
        "service. Every loss counts, also early churn, which stands apart on the Logos tab, and that of logos that "
        f"came back later.\n\n{_SOURCES}"
    )
