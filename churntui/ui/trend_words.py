"""What a figure of Trends means, with the row's own numbers and what other rules would make of them (Markdown).

A percentage is trusted once it can be worked out again by hand; and a CSM who compares it with another tool's
needs to see which rule makes the difference.
"""

from __future__ import annotations

import re
from math import sqrt

from churntui import dates
from churntui.book import Book
from churntui.dates import Period
from churntui.metrics.attrition import annualised, rate_with_new_in_denominator
from churntui.metrics.intervals import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.reports import wording
from churntui.reports.revenue import quick_ratio
from churntui.ui.trend_charts import Row
from churntui.ui.trend_parts import View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:])")


def escaped(text: str) -> str:
    """Text of the user's as Markdown that reads as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def attrition(book: Book, view: View, period: Period, row: Row, without_grace: Row | None) -> str:
    """A row of the Logos tab explained."""
    where = _where(period, row)
    if not row["initial"]:
        nobody = f"No logo was active on {_opening(book, period)}: there is no rate."
        return f"## Logo attrition, {where}\n\n{nobody}{_early(book, row)}"
    parts = [
        f"## {wording.rate(row['lost'], row['initial'])} logo attrition, {where}",
        _division(book, view, period, row) + _early(book, row),
        _other_rules(view, period, row, without_grace),
        _precision(view, row),
        _settings(book, view),
    ]
    return "\n\n".join(part for part in parts if part)


def _division(book: Book, view: View, period: Period, row: Row) -> str:
    """The rate as a division of counted logos."""
    initial, lost, gained = row["initial"], row["lost"], row["gained"]
    closing = dates.short(min(period.ends_on, book.as_of))
    so_far = "" if row["complete"] else f" (the {view.span} is not over)"
    if view.regrettable:
        rest = f"**{lost} of them** lost by {closing}{so_far}, to our regret"
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
    initial, lost, gained = row["initial"], row["lost"], row["gained"]
    lines = []
    mixed = rate_with_new_in_denominator(initial, lost, gained)
    if mixed is not None and gained:
        lines.append(f"| With new logos in the denominator | {rate_text(lost, initial + gained)} |")
    if without_grace is not None:
        same = (without_grace["lost"], without_grace["initial"]) == (lost, initial)
        told = "the same" if same else rate_text(without_grace["lost"], without_grace["initial"])
        lines.append(f"| Without grace | {told} |")
    if row["complete"] and lost < initial:
        lines.append(
            f"| A year of such {view.span}s | {wording.percent(annualised(row['rate'], period.days))} |"
        )
    return "\n".join(["| Under another rule | it would read |", "| --- | --- |", *lines]) if lines else ""


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
    parts.append(_settings(book, view))
    return "\n\n".join(parts)


def _retention(book: Book, row: Row, without_grace: Row) -> str:
    """GRR, NRR and quick ratio with the row's numbers."""
    start, expansion = book.money(row["mrr_start"]), book.money(row["expansion"])
    lost = book.money(row["contraction"] + row["churned"])
    gained = book.money(row["new"] + row["expansion"] + row["reactivated"])
    mixed = wording.percent(row["mrr_end"] / row["mrr_start"])
    bare = f"{wording.percent(without_grace['grr'])} and {wording.percent(without_grace['nrr'])}"
    return "\n".join(
        [
            "| Figure | How | Reads |",
            "| --- | --- | --- |",
            f"| GRR | ({start} − {lost}) ÷ {start}, never above 100 % | {wording.percent(row['grr'])} |",
            f"| NRR | ({start} − {lost} + {expansion}) ÷ {start} | {wording.percent(row['nrr'])} |",
            f"| Gross churn | 1 − GRR | {wording.percent(1 - row['grr'])} |",
            f"| Quick ratio | {gained} gained ÷ {lost} lost | {quick_ratio(row)} |",
            f"| NRR with new and returning logos | {book.money(row['mrr_end'])} ÷ {start} | {mixed} |",
            f"| GRR and NRR without grace | | {bare} |",
        ]
    )


def _settings(book: Book, view: View) -> str:
    """What the figure depends on."""
    parts = [f"grace {book.settings.grace_days} days", f"amounts in {book.currency}"]
    if view.by == "plan":
        parts.append(f"the plan is the largest contract's at the {view.span}'s opening")
    if view.regrettable:
        parts.append("only regrettable losses count; other losses stand with those who stayed")
    left_out = sum(book.without_rate.values())
    if left_out:
        parts.append(
            f"{wording.counted(left_out, 'contract')} left out: no rate for {', '.join(book.without_rate)}"
        )
    return "Settings: " + " · ".join(parts) + "."
