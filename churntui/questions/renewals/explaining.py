"""Why a renewal stands where it stands, with its own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from churntui.book import Book
from churntui.metrics import renewals
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.choices import STAGE_LABELS
from churntui.model.weeks import share_of
from churntui.model.weights import told, weights
from churntui.plain import dates, money
from churntui.plain.wording import change, counted, from_now, number
from churntui.questions.forecast.counted import base_told
from churntui.questions.renewals import words


def explanation(book: Book, renewal: Renewal, rows: Sequence[Renewal]) -> str:
    """Bucket, notice, forecast and use of one row as Markdown, with the numbers that went in. No text of users."""
    lines = [
        _bucket(book, renewal),
        _notice(renewal),
        _forecast(book, renewal),
        *_computed(book, renewal),
        _use(book, renewal),
    ]
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
        f"**{words.BUCKET_LABELS[renewal.bucket]}**: {words.BUCKET_RULES[renewal.bucket]}. Its first day not covered "
        f"is {dates.short(renewal.ends_on)}, {from_now(renewal.days)} as of {dates.short(book.as_of)}. "
        f"Grace {counted(book.settings.grace_days, 'day')}."
    )


def _notice(renewal: Renewal) -> str:
    contract, how = renewal.contract, words.how_it_renews(renewal)
    if renewal.bucket == "known_churn":
        return f"**Notice**: nothing is left to decide, {how}."
    itself = f"It {how}"
    if not contract.notice_days:
        return f"**Notice**: none is agreed. {itself}."
    return (
        f"**Notice**: the end less {counted(contract.notice_days, 'day')} of notice is "
        f"{dates.short(renewal.notice_deadline)}, {from_now(renewal.notice_days_left)}. {itself}, so it is "
        f"sorted by its {'notice deadline' if contract.auto_renew else 'end'}."
    )


def _forecast(book: Book, renewal: Renewal) -> str:
    known_weights = told(weights(book.settings.forecast_weights))
    if renewal.arr is None or renewal.forecast is None:
        return f"**Forecast**: none, there is no rate from {renewal.contract.currency} into {book.currency}."
    known = renewal.bucket == "known_churn"
    why = "known churn" if known else f"called {STAGE_LABELS[renewal.contract.stage]}"
    return (
        f"**Forecast**: {money.full(renewal.arr, book.currency)} × {renewal.weight} % ({why}) = "
        f"{money.full(renewal.forecast, book.currency)}. Weights: {known_weights}; known churn 0 %."
    )


def _computed(book: Book, renewal: Renewal) -> Iterator[str]:
    """What the computed view counts, and how it comes to that; nothing of known churn."""
    if renewal.bucket == "known_churn":
        return
    found = book.outlook.computed[renewal.contract.id]
    grounds = "; ".join(f"{ground.name} (odds × {_factor(ground.factor)})" for ground in found.grounds)
    amount = money.full(share_of(renewal.arr, found.percent), book.currency)
    yield (
        f"**Computed**: {found.percent} %, {amount}. {base_told(book.outlook.base_rate)}; "
        f"{grounds or 'nothing else is known of it'}. What was called does not enter it."
    )


def _factor(factor: Fraction) -> str:
    return str(factor) if factor.denominator > 2 else number(float(factor))


def _use(book: Book, renewal: Renewal) -> str:
    used = (book.usage or {}).get(renewal.logo.id)
    if used is None or book.usage_through is None:
        return "**Use**: not measured."
    moved = "no change can be told" if used.change is None else change(used.change)
    return (
        f"**Use**: {used.last} qualifying actions in the {WINDOW_DAYS} days to {dates.short(book.usage_through)}, "
        f"{used.before} in the {WINDOW_DAYS} before: {moved}."
    )
