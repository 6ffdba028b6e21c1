"""The head of a logo's page: how it stands, who they are, and what stands in the fields of the user's own."""

from __future__ import annotations

from datetime import date

from churntui.book import Book
from churntui.metrics.logos import Standing
from churntui.model.rows import Logo
from churntui.model.schema import columns_of
from churntui.plain import dates, money
from churntui.plain.wording import counted, tenure
from churntui.questions.renewals.words import comes
from churntui.ui.logos import standing as words


def stands(standing: Standing, book: Book, logo: Logo) -> str:
    """What stands after the name: status, ARR, what is decided on next, and who looks after it."""
    currency = book.currency
    parts = [words.status_sentence(standing, book.as_of)]
    if standing.arr:
        parts.append(f"{money.full(standing.arr, currency)} ARR")
    if standing.arr_lost:
        parts.append(f"{money.full(standing.arr_lost, currency)} ARR lost")
    if standing.left_out:
        parts.append(f"{counted(standing.left_out, 'contract')} without a rate !")
    renewal = standing.renewal
    if renewal is not None and renewal.days > 0 and standing.status != "known_churn":
        parts.append(f"{comes(renewal)} {dates.short(renewal.ends_on, book.as_of)} ({renewal.days} d)")
    notice, _ = words.notice(renewal)
    if renewal is not None and notice != words.NOTHING[0]:
        parts.append(f"notice by {dates.short(renewal.notice_deadline, book.as_of)} ({notice})")
    parts.append(logo.owner or "no owner")
    return " · ".join(part for part in parts if part)


def own_facts(book: Book, logo_id: int) -> str:
    """What stands in the fields of the user's own, in their order: `region DACH · tier gold`."""
    said = ((own.field, own.values.get(logo_id, "")) for own in book.own.values())
    return " · ".join(f"{field.name} {field.shown(value)}" for field, value in said if value)


def facts(logo: Logo, as_of: date) -> str:
    """Who they are: `L014 · acme.example · Health · Germany · 120 staff · good fit · joined 3 Feb 2023 (3 y 9 m)`."""
    joined = ""
    if logo.joined_on:
        stayed = tenure(max(0, (as_of - logo.joined_on).days))
        joined = f"joined {dates.short(logo.joined_on)} ({stayed})"
    worded = {
        "employees": "" if logo.employees is None else f"{logo.employees:,} staff",
        "fit": f"{logo.fit} fit" if logo.fit else "",
        "joined_on": joined,
    }
    known = [logo.ref, logo.domain]
    for column in columns_of(Logo):
        if column.field in worded:
            known.append(worded[column.field])
        elif column.listed and column.field not in {"name", "owner"}:
            known.append(str(getattr(logo, column.field) or ""))
    return " · ".join(part for part in known if part)
