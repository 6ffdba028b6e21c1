"""What customer attrition means, with the row's own numbers and what other rules make of them (Markdown)."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.attrition import annualised, rate_with_new_in_denominator
from churntui.metrics.customers import CustomerRow, measured_end
from churntui.model.presence import Crowd
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.text import shortened
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions.explaining import escaped, happened

_NAMED = 12
"""Actions that are named one by one."""

_LONGEST = 40
"""Cells of a name."""


def explained(book: Book, crowd: Crowd, period: Period, row: CustomerRow) -> str:
    """A row explained, and what happened in its period."""
    parts = (_worked_out(book, crowd, period, row), happened(book, period))
    return "\n\n".join(part for part in parts if part)


def _worked_out(book: Book, crowd: Crowd, period: Period, row: CustomerRow) -> str:
    """The rate with the row's own numbers."""
    where = period.label + (f" · {escaped(shortened(row.segment, _LONGEST))}" if row.segment else "")
    opening, end = dates.short(period.starts_on), measured_end(crowd) or book.as_of
    if not row.initial:
        nobody = f"No customer was active on {opening}, or it was not measured: there is no rate."
        return f"## Customer attrition, {where}\n\n{nobody}{_early(row)}"
    closing = dates.short(min(period.ends_on, end))
    so_far = "" if row.complete else ", where measuring ends"
    lost, initial, gained = row.lost, row.initial, row.gained
    division = (
        f"{wording.counted(initial, 'customer was', 'customers were')} active on {opening}, "
        f"**{row.remaining:,} of them** still on {closing}{so_far}: {lost:,} ÷ {initial:,}. "
        f"{wording.counted(gained, 'customer')} gained on the way {'is' if gained == 1 else 'are'} not counted."
    )
    parts = [
        f"## {wording.rate(lost, initial)} customer attrition, {where}",
        division + _early(row),
        with_logos(row),
        _other_rules(period, row),
        _precision(row),
        _settings(book, crowd),
    ]
    return "\n\n".join(part for part in parts if part)


def with_logos(row: CustomerRow) -> str:
    """`5 of the 37 lost left together with their logo; 32 left while it stayed.`; empty where nobody was lost."""
    lost, together = row.lost, row.lost_with_logo
    if not lost:
        return ""
    if not together:
        return f"None of the {lost:,} lost left together with their logo." if lost > 1 else "Its logo stayed."
    alone = f"; {lost - together:,} left while it stayed" if together < lost else ""
    return f"{together:,} of the {lost:,} lost left together with their logo{alone}."


def _early(row: CustomerRow) -> str:
    early = row.early_churn
    return (
        f" Early churn apart: {wording.counted(early, 'customer')} came and went in between." if early else ""
    )


def _other_rules(period: Period, row: CustomerRow) -> str:
    """A table of what common other rules give for the same period."""
    lost, initial, gained = row.lost, row.initial, row.gained
    lines = []
    if gained and rate_with_new_in_denominator(initial, lost, gained) is not None:
        lines.append(f"| With new customers in the denominator | {rate_text(lost, initial + gained)} |")
    if row.lost_with_logo:
        alone = rate_text(lost - row.lost_with_logo, initial)
        lines.append(f"| Without those that left with their logo | {alone} |")
    if row.complete and lost < initial:
        yearly = wording.percent(annualised(lost / initial, period.days))
        lines.append(f"| A year of such {period.span}s | {yearly} |")
    return "\n".join(["| Under another rule | it would read |", "| --- | --- |", *lines]) if lines else ""


def _precision(row: CustomerRow) -> str:
    if row.initial < FEWEST_FOR_A_PERCENTAGE:
        return f"Under {FEWEST_FOR_A_PERCENTAGE} customers only the fraction is shown."
    interval = wording.interval(row.low, row.high, row.initial)
    return (
        f"95 % interval (Wilson): {interval}, as if customers left independently of each other: those of one logo "
        "do not, so it is rather wider."
    )


def _settings(book: Book, crowd: Crowd) -> str:
    """What the figure depends on."""
    named = ", ".join(escaped(shortened(name, _LONGEST)) for name in crowd.actions[:_NAMED])
    more = f" and {len(crowd.actions) - _NAMED} more" if len(crowd.actions) > _NAMED else ""
    times = wording.counted(crowd.min_count, "time")
    first, end = (dates.short(dates.from_number(day)) for day in crowd.measured or (0, 0))
    return (
        f"Settings: active is who did one of {named}{more} at least {times} in the {crowd.window} days before a day · "
        f"measured from {first}, up to {end} · {wording.grace(book.settings.grace_days)} for the logos."
    )
