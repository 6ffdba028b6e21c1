"""What the figures of Survival mean, with their own numbers (Markdown), and in one plain sentence."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics import expected, survival
from churntui.metrics.expected import Basis, Total
from churntui.metrics.survival import Curve, LossDay
from churntui.metrics.years import Year, anniversary
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.explaining import escaped, table
from churntui.questions.survival.lives import Curves, Lives, compared
from churntui.questions.survival.worth import about, band, is_told, share_seen

_SOURCES = (
    "Sources: Kaplan & Meier 1958 (the curve), Greenwood 1926 (its variance), Kalbfleisch & Prentice 1980 (the band "
    "on the scale log(−log S)), Mantel 1966 (log-rank), Irwin 1949 (the restricted mean), Brown, Hollander & Korwar "
    "1974 (its tail)."
)


def in_short(book: Book, curve: Curve, worth: Total) -> str:
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
    if not worth.logos:
        return f"{half}. No logo is active now."
    return (
        f"{half}. The {wording.counted(worth.logos, 'logo')} active now, {book.money(worth.arr)} ARR, are expected to "
        f"pay {about(book, worth)} in the next five years ({band(book, worth)})."
    )


def tenure(book: Book, asked: Asked, lives: Lives, name: str | None, worth: Total) -> str:
    """A row of the first table explained."""
    curve = lives.curves[name]
    parts = [
        f"## Survival of {'all logos' if name is None else escaped(name)}",
        _curve(curve),
        _expected(book, lives, name, worth),
        _test(lives.curves),
        _opening(book, lives),
        _settings(book, asked),
        _SOURCES,
    ]
    return "\n\n".join(part for part in parts if part)


def year(book: Book, basis: Basis, which: Year, worth: Total) -> str:
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
    worth_now = (
        f"**Active in it now**: {book.money(worth.arr)} ARR" if worth.arr else "No logo is active in it now"
    )
    if worth.arr and is_told(basis):
        worth_now += f", expected to pay {about(book, worth)} in the next five years"
        worth_now += f". {_doubt(book, worth)}"
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
    points = [(year, curve.at(anniversary(year))) for year in range(1, 6)]
    shares = [
        (
            wording.counted(year, "year"),
            f"{anniversary(year):,}",
            wording.percent(point.survival),
            wording.interval(point.low, point.high, curve.cases),
        )
        for year, point in points
        if point is not None
    ]
    formula = (
        "S(t) is the product, over the days up to t on which logos were lost, of (at risk − lost) ÷ at risk. The "
        "band is S^exp(±1.96 √V ÷ ln S) with Greenwood's V, the sum of lost ÷ (at risk × left)."
    )
    by_year = table(("After", "Day", "Still there", "95 %"), shares)
    return "\n\n".join(part for part in (made, f"Median: **{known}**, {rule}.", by_year, formula) if part)


def _expected(book: Book, lives: Lives, name: str | None, worth: Total) -> str:
    """What the active are expected to pay, and by which curve."""
    if not worth.arr or not is_told(lives.basis):
        return ""
    curve = lives.curves[name]
    own = name is None or name in lives.basis.own
    basis = (
        ""
        if own
        else f" Counted with the curve of all logos: {wording.counted(curve.cases, 'logo')} and {curve.losses} "
        f"lost are too few for its own ({expected.FEWEST_LOGOS} and {expected.FEWEST_LOSSES} are needed)."
    )
    return (
        f"**Expected in five years: {about(book, worth)}** from {book.money(worth.arr)} ARR. For each "
        "active logo of tenure t it is ARR × ∫ S(t + u) ÷ S(t) du over the next five years. A logo that came back "
        f"counts from its return.{basis}\n\n{_doubt(book, worth)}"
    )


def _doubt(book: Book, worth: Total) -> str:
    """What of an expected amount is known, and how far it may be from the truth."""
    if worth.seen < worth.amount:
        basis = (
            f"{book.money(worth.seen)} of it ({share_seen(worth)}) lies within the longest tenure "
            "seen. Beyond that losses are taken to go on at the mean pace up to it, S(L)^(u ÷ L): a guess. It may be "
            f"anything from **{book.money(worth.low)}** (the lower end of the curve's 95 % band, with nobody staying "
            f"longer than any logo so far) to **{book.money(worth.high)}** (the upper end, with nobody lost beyond)."
        )
    else:
        basis = (
            "All of it lies within the longest tenure seen. The curve's 95 % band makes it anything from "
            f"**{book.money(worth.low)}** to **{book.money(worth.high)}**."
        )
    return (
        f"{basis} The band is Greenwood's; logos share their curve, so its error does not average out. All this is "
        "about the expectation: one logo stays or goes."
    )


def _test(curves: Curves) -> str:
    comparison = compared(curves)
    if comparison is None:
        return ""
    test = comparison.test
    chi2 = f" χ² = {test.chi2:.2f} with one degree of freedom." if test else ""
    return (
        f"{escaped(comparison.words)}.{chi2} On each day with a loss it compares the losses of one with what they "
        "would be if both were lost alike. A p under 0.05 is called a difference; trying many splits until one "
        "shows it is not a finding."
    )


def _opening(book: Book, lives: Lives) -> str:
    """What follows from the day the book begins on; where nobody set it and it looks as if one should, that."""
    day = book.settings.book_begins_on
    if day is not None:
        return (
            f"The book begins on {dates.short(day)} (`book_begins_on`): "
            f"{wording.counted(lives.late, 'logo was', 'logos were')} there before. Each counts from its age on that "
            "day on (delayed entry), its age counted from the day it joined, and losses before that day do not count: "
            "else those who had stayed until then would pass for logos of which none was lost."
        )
    if not lives.looks_cut_off(book):
        return ""
    return (
        "Most logos joined long before their first contract here, and these contracts begin together: the book seems "
        "to begin later than its logos. Set the day it begins on, or their tenure counts from that day: "
        "`churntui settings book_begins_on YYYY-MM-DD`."
    )


def _settings(book: Book, asked: Asked) -> str:
    parts = [wording.grace(book.settings.grace_days), f"amounts in {book.currency}"]
    if "plan" in asked.by:
        parts.append("the plan is the largest contract's on the first paid day")
    return "Settings: " + " · ".join(parts) + "."


def time_point(day: LossDay) -> str:
    """A day of losses explained."""
    row = day.row
    where = "" if row.segment is None else f" · {escaped(row.segment)}"
    if day.of < FEWEST_FOR_A_PERCENTAGE:
        share = f"Under {FEWEST_FOR_A_PERCENTAGE} logos no percentage is shown."
    else:
        band_told = wording.interval(row.low, row.high, day.of)
        share = (
            f"S = {wording.percent(day.before)} × ({row.at_risk} − {row.lost}) ÷ {row.at_risk} = "
            f"**{wording.percent(row.survival)}**"
        )
        share += (
            f" (95 % {band_told})."
            if band_told != wording.NOTHING
            else ": nobody is left, and there is no band."
        )
    return (
        f"## Day {row.time_days:,} of tenure{where}\n\n{wording.counted(row.at_risk, 'logo was', 'logos were')} seen "
        f"for at least {row.time_days:,} days, {row.lost} of them lost on that day. {share}\n\n*Seen no longer* are "
        f"those still there, whose tenure so far ends before the next loss: they say nothing about later days."
        f"\n\n{_SOURCES}"
    )


def taken(book: Book, basis: Basis, period: Period, name: str | None, worth: Total) -> str:
    """A quarter's losses explained."""
    where = period.label + ("" if name is None else f" · {escaped(name)}")
    so_far = "" if period.ends_on <= book.as_of else " so far (the quarter is not over)"
    if not worth.logos:
        return f"## Taken away in {where}\n\nNo logo was lost{so_far}."
    ended = (
        f"{wording.counted(worth.logos, 'loss', 'losses')}{so_far} ended {book.money(worth.arr)} of ARR, as it was on "
        "the last day of service."
    )
    if not is_told(basis):
        return f"## Taken away in {where}\n\n{ended} Too few logos to say what it would have come to."
    return (
        f"## {about(book, worth)} taken away in {where}\n\n{ended} Had they been average logos of "
        f"their tenure, they would have paid **{about(book, worth)}** in the five years after.\n\n"
        f"{_doubt(book, worth)}\n\n"
        "For each: ARR × ∫ S(t + u) ÷ S(t) du over five years, t being its tenure at the loss (from its return, if "
        "it had come back), S the curve as it is known today. A loss belongs to the quarter of its last day of "
        "service. Every loss counts, also early churn, which stands apart on the Logos tab, and that of logos that "
        f"came back later.\n\n{_SOURCES}"
    )
