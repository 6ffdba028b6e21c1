"""A contract beside or in place of one in force: an upsell, a change within its term, its renewal; or its early end.

Each proposes what stands in the form of the new contract. A change within the term ends the present contract on the day
the new one begins, and keeps its ARR until then: two contracts that follow each other, in one edit. What renewed the
present one already renews the new one then, so that each contract has one that follows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from churntui.data.file.store import Store
from churntui.data.keeping import decisions, rows
from churntui.data.keeping.rows import FieldError, Given
from churntui.data.keeping.typed import Entered
from churntui.model.desk import Succession
from churntui.model.rows import Contract
from churntui.model.schema import Column, column_of
from churntui.model.terms import cut_on, next_term

Beside = Literal["upsell"] | Succession
"""How a new contract stands to one in force."""

_TAKEN_ALONG = ("plan", "seats", "auto_renew", "notice_days", "uplift", "rate", "rate_currency")

_AGREED = ("starts_on", "ends_on", "amount_minor", "currency", "per", "renews_id")
"""What the next term is agreed on anew, beside that."""


def proposed(how: Beside, present: Contract, others: Sequence[Contract], today: date) -> dict[str, Given]:
    """What stands in the form of the new contract.

    Args:
        how: How it stands to the present one.
        present: The contract in force.
        others: All of the logo.
        today: The day it begins, where it does not begin with the end of the present one.
    """
    if how == "renewal" and (term := next_term(present, others)) is not None:
        agreed_on = decisions.agreed_in(term)
        return {field: agreed_on[field] for field in (*_TAKEN_ALONG, *_AGREED)}
    price: dict[str, Given] = {"currency": present.currency, "per": present.per}
    if present.per == "term" and how != "renewal":
        price |= {"per": "year"}
    if how == "upsell":
        return {
            "starts_on": today,
            "ends_on": present.ends_on,
            "auto_renew": present.auto_renew,
            "notice_days": present.notice_days,
            **price,
        }
    agreed = present.arr_minor if price["per"] != present.per else present.amount_minor
    along: dict[str, Given] = {field: getattr(present, field) for field in _TAKEN_ALONG}
    follows: dict[str, Given] = {**along, **price, "amount_minor": agreed, "renews_id": present.id}
    if how == "within":
        return {**follows, "starts_on": today, "ends_on": present.ends_on}
    return {**follows, "starts_on": present.ends_on or today, "ends_on": None}


def change_within(store: Store, present_id: int, values: Mapping[str, Entered], label: str) -> int:
    """End the contract on the day the new one begins, and add that, which renews it. One edit.

    Raises:
        NotFoundError: The contract is not in the book any more.
        FieldError: The new one does not begin within its term and before what renews it already, or cannot be as it was
            entered.
    """
    begins = column_of(Contract, "starts_on")
    with store.edit(label):
        day = date.fromisoformat(str(values["starts_on"]))
        following = store.rows("SELECT id, ref, starts_on FROM contract WHERE renews_id = ?", (present_id,))
        for _, ref, starts_on in following:
            if starts_on <= day.isoformat():
                raise FieldError(
                    begins, f"is not before {starts_on}, when {ref} begins, which renews it already"
                )
        _end(store, present_id, day, begins, label)
        new_id = rows.add(store, "contracts", {**values, "renews_id": present_id}, label)
        for follower_id, *_ in following:
            rows.change(store, "contracts", follower_id, {"renews_id": new_id}, label)
        return new_id


def end_early(store: Store, present_id: int, day: date, label: str) -> None:
    """End the contract on a day before its own end, with the ARR it has until then. One edit.

    Raises:
        NotFoundError: It is not in the book any more.
        FieldError: The day lies not within its term.
    """
    _end(store, present_id, day, column_of(Contract, "ends_on"), label)


def _end(store: Store, present_id: int, day: date, column: Column, label: str) -> None:
    """End it on that day, `column` being where the day was entered; an amount for the whole term becomes one a year."""
    present = decisions.contract(store, present_id)
    if not present.starts_on < day < (present.ends_on or date.max):
        last = f" and before {present.ends_on}" if present.ends_on else ""
        raise FieldError(column, f"lies not within the present term: after {present.starts_on}{last}")
    cut = cut_on(present, day)
    ended: dict[str, Given] = {"ends_on": day, "per": cut.per, "amount_minor": cut.amount_minor}
    rows.change(store, "contracts", present_id, ended, label)
