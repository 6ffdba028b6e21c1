"""Renewals on their way out: a bucket's rows for a spreadsheet, and one row explained with its own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.book import Book
from churntui.metrics import renewals
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.choices import FORECAST_PERCENT, STAGES
from churntui.plain import dates, money
from churntui.plain.sheets import Sheet
from churntui.plain.wording import change, counted
from churntui.ui.renewals import words
from churntui.ui.renewals.buckets import LABELS
from churntui.ui.renewals.stage import STAGE_NAMES

HEADER = (
    "logo_id", "logo", "owner", "contract_id", "plan", "ends_on", "days", "bucket", "notice_deadline",
    "notice_days_left", "auto_renew", "arr", "currency", "arr_reported", "reporting_currency", "stage", "forecast",
    "usage_28_days", "usage_before", "usage_change", "talked_on", "next_step", "next_step_on",
)  # fmt: skip
"""`arr` is in the contract's own currency, `arr_reported` and `forecast` in the reporting one."""

_NUMBERS = frozenset(
    HEADER.index(name)
    for name in (
        "days",
        "notice_days_left",
        "arr",
        "arr_reported",
        "forecast",
        "usage_28_days",
        "usage_before",
    )
)


def sheet(book: Book, rows: Sequence[Renewal]) -> Sheet:
    """The rows with everything known of them; amounts in major units, days as ISO, blank where unknown."""
    return Sheet("renewals", HEADER, tuple(_row(book, renewal) for renewal in rows), _NUMBERS)


def _row(book: Book, renewal: Renewal) -> tuple[str, ...]:
    logo, contract = renewal.logo, renewal.contract
    used = (book.usage or {}).get(logo.id)
    moved = renewal.usage_change
    return (
        logo.ref,
        logo.name,
        logo.owner,
        contract.ref,
        contract.plan,
        renewal.ends_on.isoformat(),
        str(renewal.days),
        renewal.bucket,
        renewal.notice_deadline.isoformat(),
        str(renewal.notice_days_left),
        "yes" if contract.auto_renew else "no",
        money.plain(contract.arr_minor, contract.currency),
        contract.currency,
        _plain(renewal.arr, book.currency),
        book.currency,
        contract.stage,
        _plain(renewal.forecast, book.currency),
        str(used.last) if used else "",
        str(used.before) if used else "",
        "" if moved is None else f"{moved:.4f}",
        _iso(contract.talked_on),
        contract.next_step,
        _iso(contract.next_step_on),
    )


def _plain(minor: int | None, currency: str) -> str:
    return "" if minor is None else money.plain(minor, currency)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def explanation(book: Book, renewal: Renewal, rows: Sequence[Renewal]) -> str:
    """Bucket, notice, forecast and use of one row as Markdown, with the numbers that went in. No text of users."""
    lines = [_bucket(book, renewal), _notice(renewal), _forecast(book, renewal), _use(book, renewal)]
    total = renewals.total(rows)
    lines.append(
        f"**Shown together**: {counted(total.count, 'contract')}, {money.full(total.arr, book.currency)} due, "
        f"{money.full(total.forecast, book.currency)} forecast, {money.full(total.at_risk, book.currency)} at risk."
    )
    if total.without_rate:
        lines[-1] += f" {total.without_rate} without a rate into {book.currency} are left out of the amounts."
    return "## This renewal\n\n" + "\n".join(f"- {line}" for line in lines)


def _bucket(book: Book, renewal: Renewal) -> str:
    return (
        f"**{LABELS[renewal.bucket]}**: {words.BUCKET_RULES[renewal.bucket]}. Its first day not covered is "
        f"{dates.short(renewal.ends_on)}, {words.ends_in(renewal.days)} as of {dates.short(book.as_of)}. "
        f"Grace {counted(book.settings.grace_days, 'day')}."
    )


def _notice(renewal: Renewal) -> str:
    contract = renewal.contract
    itself = "It renews itself" if contract.auto_renew else "It does not renew itself"
    if not contract.notice_days:
        return f"**Notice**: none is agreed. {itself}."
    return (
        f"**Notice**: the end less {counted(contract.notice_days, 'day')} of notice is "
        f"{dates.short(renewal.notice_deadline)}, {words.ends_in(renewal.notice_days_left)}. {itself}, so it is "
        f"sorted by its {'notice deadline' if contract.auto_renew else 'end'}."
    )


def _forecast(book: Book, renewal: Renewal) -> str:
    weights = ", ".join(f"{STAGE_NAMES[stage]} {FORECAST_PERCENT[stage]} %" for stage in STAGES)
    if renewal.arr is None or renewal.forecast is None:
        return f"**Forecast**: none, there is no rate from {renewal.contract.currency} into {book.currency}."
    known = renewal.bucket == "known_churn"
    why = "known churn" if known else f"called {STAGE_NAMES[renewal.contract.stage]}"
    return (
        f"**Forecast**: {money.full(renewal.arr, book.currency)} × {renewal.weight} % ({why}) = "
        f"{money.full(renewal.forecast, book.currency)}. Weights: {weights}; known churn 0 %."
    )


def _use(book: Book, renewal: Renewal) -> str:
    used = (book.usage or {}).get(renewal.logo.id)
    if used is None or book.usage_through is None:
        return "**Use**: not measured."
    moved = "no change can be told" if used.change is None else change(used.change)
    return (
        f"**Use**: {used.last} qualifying actions in the {WINDOW_DAYS} days to {dates.short(book.usage_through)}, "
        f"{used.before} in the {WINDOW_DAYS} before: {moved}."
    )
