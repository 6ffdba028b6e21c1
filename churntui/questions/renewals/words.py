"""How a renewal reads: the same words in a table's cells, on the talk sheet, in a brief and in the clipboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from churntui.book import Book, Usage
from churntui.metrics.computed import Computed
from churntui.metrics.renewals import Bucket, Renewal
from churntui.model.choices import STAGE_LABELS, Stage
from churntui.model.living import Step
from churntui.model.rows import Contract
from churntui.model.weeks import share_of
from churntui.plain import dates, money
from churntui.plain.spark import spark
from churntui.plain.wording import NOTHING, change, counted

SPARK_WEEKS = 4
"""Weeks in the table's spark: the 28 days its change is about."""

NOT_BY_WHOM = "Who used it is not measured"
"""Said in place of how many customers were active, where activity names nobody."""

BUCKET_LABELS: dict[Bucket, str] = {
    "expired": "Expired",
    "0-30": "0–30",
    "31-60": "31–60",
    "61-90": "61–90",
    "91-180": "91–180",
    "later": "180+",
    "known_churn": "Known churn",
}
"""Each bucket by the days to the contract's end."""

BUCKET_RULES: dict[Bucket, str] = {
    "expired": "its end has come and waits for an answer: nothing renews it, no notice and no loss is recorded",
    "0-30": "it ends within 30 days",
    "31-60": "it ends in 31 to 60 days",
    "61-90": "it ends in 61 to 90 days: the time to talk",
    "91-180": "it ends in 91 to 180 days",
    "later": "it ends in more than 180 days",
    "known_churn": "its end is ahead, and notice was given or a loss recorded",
}
"""Why a contract stands in its bucket; the last day belongs to it."""


def computed_by_now(book: Book) -> Mapping[int, Computed] | None:
    """The computed view where it is worked out already: a screen does not wait for it."""
    return book.outlook.computed if "outlook" in vars(book) else None


def notice(renewal: Renewal) -> str:
    """`22 d`, `auto 5 d !`, `passed 3 d !`: days to the notice deadline, and `auto` where it renews itself.

    A dash where no notice is agreed, or where the end has come or is known and no notice matters any more.
    """
    contract, left = renewal.contract, renewal.notice_days_left
    itself = "auto" if contract.auto_renew and renewal.bucket != "known_churn" else ""
    if not contract.notice_days or renewal.bucket in {"expired", "known_churn"}:
        days = "" if itself else "–"
    elif left < 0:
        days, itself = f"passed {-left} d", ""
    else:
        days = f"{left} d" if left else "today"
    return " ".join(part for part in (itself, days, "!" if renewal.pressing else "") if part)


def comes(renewal: Renewal) -> str:
    """What happens on its day: it `renews`, as far as anybody knows; known churn `ends`; what is past has `ended`."""
    if renewal.days <= 0:
        return "ended"
    return "ends" if renewal.bucket == "known_churn" else "renews"


def how_it_renews(renewal: Renewal) -> str:
    """`renews itself`; of known churn why it does not: `notice given 3 Nov 2026`, `its loss is recorded`."""
    contract = renewal.contract
    if renewal.bucket == "known_churn":
        given = contract.notice_on
        return f"notice given {dates.short(given)}" if given else "its loss is recorded"
    return "renews itself" if contract.auto_renew else "does not renew itself"


def use(usage: Usage | None) -> str:
    """The last four weeks and the change, `▅▄▃▂ −44 %`; a dash where nothing was ever measured."""
    if usage is None:
        return NOTHING
    weeks = spark(usage.weeks[-SPARK_WEEKS:], SPARK_WEEKS)
    if usage.change is None:
        return f"{weeks} {'new' if usage.last else 'none'}"
    return f"{weeks} {change(usage.change)}"


def called(stage: Stage) -> str:
    """`Called at risk`; nothing is called while it is open."""
    return "Not called yet" if stage == "open" else f"Called {STAGE_LABELS[stage]}"


def computed(book: Book, renewal: Renewal) -> str | None:
    """`54 %, €51.8k: use fell 44 %`; None where that is not worked out yet, and of known churn."""
    known = computed_by_now(book)
    if known is None or renewal.bucket == "known_churn":
        return None
    found = known[renewal.contract.id]
    amount = "" if renewal.arr is None else f", {book.money(share_of(renewal.arr, found.percent))}"
    grounds = "; ".join(ground.name for ground in found.grounds)
    return f"{found.percent} %{amount}" + (f": {grounds}" if grounds else "")


def next_step(step: Step | None, today: date | None) -> str:
    """`call sponsor, 24 Nov`; with `today` None the day has its year, as it can be typed again."""
    if step is None:
        return ""
    owner = f" @{step.owner}" if step.owner else ""
    day = f", {dates.short(step.due_on, today)}" if step.due_on else ""
    return f"{step.what}{owner}{day}"


def overdue(step: Step | None, today: date) -> bool:
    """Whether it should have been taken."""
    return step is not None and step.due_on is not None and step.due_on < today


def arr(contract: Contract) -> str:
    """The contract's ARR in its own currency, exact: `€96,000`."""
    return money.full(contract.arr_minor, contract.currency)


def term(contract: Contract) -> str:
    """`12 months`, or in days where they are no whole months."""
    if contract.ends_on is None:
        return "open-ended"
    months = dates.whole_months(contract.starts_on, contract.ends_on)
    return (
        counted(months, "month") if months else counted((contract.ends_on - contract.starts_on).days, "day")
    )


def ordinal(count: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{count}{'th' if count % 100 in {11, 12, 13} else endings.get(count % 10, 'th')}"


def sentence(renewal: Renewal) -> str:
    """One renewal as a line, for the clipboard."""
    contract = renewal.contract
    parts = [renewal.logo.name, f"{comes(renewal)} {dates.short(renewal.ends_on)}"]
    if renewal.bucket == "known_churn":
        parts.append(how_it_renews(renewal))
    elif contract.notice_days:
        parts.append(f"notice by {dates.short(renewal.notice_deadline)}")
    parts += [f"{arr(contract)} ARR", f"called {STAGE_LABELS[contract.stage]}"]
    if step := next_step(renewal.step, None):
        parts.append(f"next: {step}")
    return " · ".join(parts)
