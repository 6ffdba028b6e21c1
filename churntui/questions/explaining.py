"""What a figure of Trends means, with the row's own numbers and what other rules would make of them (Markdown).

A percentage is trusted once it can be worked out again by hand; and a CSM who compares it with another tool's
needs to see which rule makes the difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from churntui.book import Book
from churntui.metrics.attrition import annualised
from churntui.metrics.comparing import Share
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import events as trend_marks
from churntui.questions.charting import Row, within
from churntui.questions.revenue.report import quick_ratio
from churntui.questions.shown import View
from churntui.questions.telling import narrowing

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:])")


def escaped(text: str) -> str:
    """Text of the user's as Markdown that reads as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def attrition_called(view: View) -> str:
    """`Logo attrition`, `Regrettable voluntary attrition`: the rate's name, by the losses that count."""
    kinds = ["regrettable"] if view.regrettable else []
    if view.voluntary is not None:
        kinds.append("voluntary" if view.voluntary else "involuntary")
    return " ".join([*kinds, "attrition"] if kinds else ["logo", "attrition"]).capitalize()


def attrition(
    book: Book,
    view: View,
    period: Period,
    row: Row,
    without_grace: Row | None,
    stands_out: Sequence[str] = (),
    counted: Sequence[Row] = (),
) -> str:
    """A row of the Logos tab explained; `stands_out` are sentences about its losses, `counted` the rows around it."""
    where = _where(period, row)
    if not row["initial"]:
        nobody = f"No logo was active on {_opening(book, period)}: there is no rate."
        return f"## Logo attrition, {where}\n\n{nobody}{_early(book, row)}"
    parts = [
        f"## {wording.rate(row['lost'], row['initial'])} {attrition_called(view).lower()}, {where}",
        _division(book, view, period, row) + _early(book, row),
        listed("What stands out", [escaped(sentence) for sentence in stands_out]),
        happened(book, period, counted),
        _other_rules(view, period, row, without_grace),
        _precision(view, row),
        settings(book, view),
    ]
    return "\n\n".join(part for part in parts if part)


def listed(title: str, sentences: Sequence[str]) -> str:
    """A small section with a line for each sentence; empty without any. The sentences are Markdown."""
    return "\n".join([f"### {title}", "", *(f"- {one}" for one in sentences)]) if sentences else ""


def happened(book: Book, period: Period, counted: Sequence[Row] = ()) -> str:
    """The events of a period, and the attrition around each where rows of it are given."""
    found = trend_marks.happened(book, within(period, book.marks), period.span, counted)
    return listed("What happened", [escaped(sentence) for sentence in found])


def _division(book: Book, view: View, period: Period, row: Row) -> str:
    """The rate as a division of counted logos."""
    initial, lost, gained = row["initial"], row["lost"], row["gained"]
    closing = dates.short(min(period.ends_on, book.as_of))
    so_far = "" if row["complete"] else f" (the {view.span} is not over)"
    if view.regrettable or view.voluntary is not None:
        kinds = " ".join(one.removesuffix(" only") for one in narrowing(view))
        rest = f"**{lost} of them** lost by {closing}{so_far} ({kinds} losses)"
    else:
        rest = f"**{row['remaining']} of them** still on {closing}{so_far}"
    return (
        f"{wording.counted(initial, 'logo was', 'logos were')} active on {_opening(book, period)}, {rest}: "
        f"{lost} ÷ {initial}. "
        f"{wording.counted(gained, 'logo')} gained on the way {'is' if gained == 1 else 'are'} not counted."
    )


def _where(period: Period, row: Row) -> str:
    return period.label + (f" · {escaped(row['segment'])}" if row["segment"] else "")


def _opening(book: Book, period: Period) -> str:
    return dates.short(min(period.starts_on, book.as_of))


def _early(book: Book, row: Row) -> str:
    if not row["early_churn"]:
        return ""
    came_and_left = wording.counted(row["early_churn"], "logo")
    return f" Early churn apart: {came_and_left} ({book.money(row['early_churn_arr'])}) came and left in between."


def _other_rules(view: View, period: Period, row: Row, without_grace: Row | None) -> str:
    """A table of what common other rules give for the same period."""
    rate = Share(row["lost"], row["initial"])
    bare = Share(without_grace["lost"], without_grace["initial"]) if without_grace is not None else None
    year: tuple[tuple[str, str], ...] = ()
    if row["complete"] and rate.hits < rate.cases:
        yearly = wording.percent(annualised(row["rate"], period.days))
        year = ((f"A year of such {view.span}s", yearly),)
    return under_other_rules(rate, row["gained"], bare, year)


def under_other_rules(
    rate: Share, gained: int, bare: Share | None, more: Sequence[tuple[str, str]] = ()
) -> str:
    """What common other rules make of a rate, as a table; `bare` is the rate without grace, None where not known."""
    lines = list(more)
    if bare is not None:
        lines.insert(0, ("Without grace", "the same" if bare == rate else rate_text(bare.hits, bare.cases)))
    if rate.cases and gained:
        lines.insert(0, ("With new logos in the denominator", rate_text(rate.hits, rate.cases + gained)))
    table = [f"| {rule} | {reads} |" for rule, reads in lines]
    return "\n".join(["| Under another rule | it would read |", "| --- | --- |", *table]) if table else ""


def _precision(view: View, row: Row) -> str:
    """How sure the rate is, and what difference between two such periods would mean something."""
    if row["initial"] < FEWEST_FOR_A_PERCENTAGE:
        return f"Under {FEWEST_FOR_A_PERCENTAGE} logos only the fraction is shown: a percentage would say too much."
    rate, low, high = row["rate"], row["low"], row["high"]
    interval = wording.interval(low, high, row["initial"])
    # Newcombe's interval (1998) for the difference of two shares, here of equal ones
    apart = 100 * sqrt((rate - low) ** 2 + (high - rate) ** 2)
    return (
        f"95 % interval (Wilson): {interval}. Two {view.span}s of this size differ for sure only when they are "
        f"some {apart:.0f} points apart."
    )


def revenue(book: Book, view: View, period: Period, row: Row, without_grace: Row) -> str:
    """A row of the Revenue tab explained."""
    where = _where(period, row)
    start, end = book.money(row["mrr_start"]), book.money(row["mrr_end"])
    parts = [f"## Revenue, {where}"]
    moved = f"{start} on {_opening(book, period)} + {book.money(row['new'])} new"
    moved += f" + {book.money(row['expansion'])} expansion + {book.money(row['reactivated'])} reactivated"
    moved += (
        f" − {book.money(row['contraction'])} contraction − {book.money(row['churned'])} churned = **{end}**"
    )
    so_far = "" if row["complete"] else f" so far (the {view.span} is not over)"
    parts.append(
        f"MRR: {moved}{so_far}. A logo's contracts are added up first, so it moves once a {view.span}."
    )
    if row["grr"] is not None:
        parts.append(_retention(book, row, without_grace))
    parts.append(happened(book, period))
    parts.append(settings(book, view))
    return "\n\n".join(part for part in parts if part)


def _retention(book: Book, row: Row, without_grace: Row) -> str:
    """GRR, NRR and quick ratio with the row's numbers."""
    start, expansion = book.money(row["mrr_start"]), book.money(row["expansion"])
    lost = book.money(row["contraction"] + row["churned"])
    gained = book.money(row["new"] + row["expansion"] + row["reactivated"])
    mixed = wording.percent(row["mrr_end"] / row["mrr_start"])
    returned = wording.percent(row["nrr_with_reactivated"])
    bare = f"{wording.percent(without_grace['grr'])} and {wording.percent(without_grace['nrr'])}"
    return "\n".join(
        [
            "| Figure | How | Reads |",
            "| --- | --- | --- |",
            f"| GRR | ({start} − {lost}) ÷ {start}, never above 100 % | {wording.percent(row['grr'])} |",
            f"| NRR | ({start} − {lost} + {expansion}) ÷ {start} | {wording.percent(row['nrr'])} |",
            f"| Gross churn | 1 − GRR | {wording.percent(1 - row['grr'])} |",
            f"| Quick ratio | {gained} gained ÷ {lost} lost | {quick_ratio(row)} |",
            f"| NRR with the MRR of reactivations | + {book.money(row['reactivated'])} returned | {returned} |",
            f"| NRR with new and returning logos | {book.money(row['mrr_end'])} ÷ {start} | {mixed} |",
            f"| GRR and NRR without grace | | {bare} |",
        ]
    )


def settings(book: Book, view: View) -> str:
    """What the figure depends on."""
    parts = [f"grace {book.settings.grace_days} days", f"amounts in {book.currency}"]
    if "plan" in view.by:
        parts.append(f"the plan is the largest contract's at the {view.span}'s opening")
    if narrowing(view):
        parts.append(f"{', '.join(narrowing(view))}: other losses stand with those who stayed")
    left_out = sum(book.without_rate.values())
    if left_out:
        parts.append(
            f"{wording.counted(left_out, 'contract')} left out: no rate for {', '.join(book.without_rate)}"
        )
    return "Settings: " + " · ".join(parts) + "."
