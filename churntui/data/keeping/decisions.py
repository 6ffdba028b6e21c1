"""What is decided about a contract, as rows that the figures are counted on; nothing of it is a label.

Renewed writes the contract that follows, linked to the one it renews; notice is kept on the contract, and service ends
with it; a loss is the dated record of an exit interview that nobody has held yet. Each decision is one edit; several
inside another edit are one change and one undo. What a renewal was called is an opinion and stays as it is.

A contract that is lost before its end is cut on that day: the record does not say that it runs on. A recorded loss ends
all that its logo has, so where one of several contracts is lost and the others go on, that one is ended instead:
noticed, cut where it ends early, and recorded as a product dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.keeping import rows
from churntui.data.keeping.rows import FieldError, Given
from churntui.data.rows import contracts, interviews, refs
from churntui.model.rows import Contract, InterviewFacts
from churntui.model.schema import column_of
from churntui.model.tables import TABLES
from churntui.model.terms import cut_on
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.money import MAX_MINOR


def renew(store: Store, term: Contract, label: str) -> int:
    """Follow a contract by the `term` that renews it, as `model.terms` makes one; as `renew_with` does."""
    return renew_with(store, term.renews_id or 0, agreed_in(term), label)


def agreed_in(term: Contract) -> dict[str, Given]:
    """The fields of a term."""
    return {column.field: getattr(term, column.field) for column in TABLES["contracts"].columns}


def renew_with(store: Store, old_id: int, agreed: Mapping[str, Given], label: str) -> int:
    """Follow a contract by one that renews it, of these fields. One edit; returns its id.

    Its ref is made of the old one's where none was entered.

    Raises:
        NotFoundError: The contract that it renews is not in the book any more.
        BadInputError: Another contract renews that one already, or it is lost by then.
        FieldError: The new one cannot be as it was entered.
    """
    with store.edit(label):
        old = contract(store, old_id)
        ensure_not_renewed(store, old)
        starts_on = date.fromisoformat(str(agreed["starts_on"]))
        if (lost_on := _lost_until(store, old, starts_on)) is not None:
            raise BadInputError(f"It is recorded as lost on {dates.short(lost_on)}", "Open it again first")
        if starts_on <= old.starts_on:
            reason = f"is not after {dates.short(old.starts_on)}, when the old one does"
            raise FieldError(column_of(Contract, "starts_on"), reason)
        if int(str(agreed["amount_minor"])) > MAX_MINOR:
            raise FieldError(column_of(Contract, "amount_minor"), "is too large: check it")
        renewing: dict[str, Given] = {
            "logo_id": old.logo_id,
            "renews_id": old.id,
            "ref": agreed.get("ref") or _next_ref(store, old.ref),
        }
        return rows.add(store, "contracts", {**agreed, **renewing}, label)


def give_notice(store: Store, contract_id: int, on: date, label: str) -> None:
    """Keep the day on which notice was given; service ends with the contract. One edit.

    Raises:
        NotFoundError: The contract is not in the book any more.
        BadInputError: It has no end that service could end with, or another contract renews it.
    """
    with store.edit(label):
        noticed = contract(store, contract_id)
        if noticed.ends_on is None:
            raise BadInputError("The contract has no end", "Name the day on which service ends")
        ensure_not_renewed(store, noticed)
        store.rows("UPDATE contract SET notice_on = ? WHERE id = ?", (on.isoformat(), contract_id))


@dataclass(frozen=True, slots=True)
class Loss:
    """That service ends on a day, as far as a contract goes."""

    contract_id: int
    on: date
    """The first day without it."""
    noticed_on: date | None = None
    """The day notice was given, to be kept on the contract; None leaves what is kept."""
    is_alone: bool = False
    """Whether the logo's other contracts go on."""


def lose(store: Store, loss: Loss, label: str) -> int:
    """Record the loss. One edit; returns the id of the exit interview that nobody has held yet.

    Raises:
        NotFoundError: The contract is not in the book any more.
        BadInputError: Another contract renews it, or it does not run on that day.
    """
    with store.edit(label):
        lost = contract(store, loss.contract_id)
        ensure_not_renewed(store, lost)
        if trouble := trouble_with_end(lost, loss.on):
            raise BadInputError(trouble, "Name another day")
        noticed_on = loss.noticed_on or lost.notice_on
        _cut(store, lost, loss.on, noticed_on or (loss.on if loss.is_alone else None))
        facts = InterviewFacts(kind="product_dropped" if loss.is_alone else "full", notice_on=noticed_on)
        words = interviews.Words(lost.logo_id, "not_asked", effective_on=loss.on, facts=facts)
        return interviews.save(store, words, label=label)


def trouble_with_end(lost: Contract, on: date) -> str:
    """Why service cannot end on that day with the contract; empty where it can."""
    if on <= lost.starts_on:
        return f"It begins on {dates.short(lost.starts_on)}: service ends after that"
    if lost.ends_on is not None and on > lost.ends_on:
        return f"It ends on {dates.short(lost.ends_on)}: a loss does not prolong it"
    return ""


def contract(store: Store, contract_id: int) -> Contract:
    """The contract as it is in the book now.

    Raises:
        NotFoundError: It is not there any more.
    """
    known = read(store, Contract, "WHERE contract.id = ?", (contract_id,))
    if not known:
        raise contracts.gone()
    return known[0]


def renewed_from(store: Store, old: Contract) -> date | None:
    """The first day of the contract that renews it; None where none does."""
    day = store.scalar(
        "SELECT min(starts_on) FROM contract WHERE renews_id = ? AND logo_id = ? AND starts_on > ?",
        (old.id, old.logo_id, old.starts_on.isoformat()),
    )
    return None if day is None else date.fromisoformat(day)


def decided_on(store: Store, known: Contract) -> str:
    """What was decided about a contract, in a few words; empty where it is open."""
    if (day := renewed_from(store, known)) is not None:
        return f"renewed from {dates.short(day)} on"
    if known.notice_on is not None:
        return f"notice given {dates.short(known.notice_on)}"
    lost_on = _lost_until(store, known, known.ends_on or date.max)
    return "" if lost_on is None else f"lost on {dates.short(lost_on)}"


def ensure_not_renewed(store: Store, old: Contract) -> None:
    """See that a contract is still to be decided on, as far as one that renews it goes.

    Raises:
        BadInputError: Another contract renews it.
    """
    if (day := renewed_from(store, old)) is not None:
        raise BadInputError(
            f"The contract is renewed already, from {dates.short(day)} on",
            "Decide that one, or open it again",
        )


def _lost_until(store: Store, old: Contract, until: date) -> date | None:
    """The loss that ends it up to a day; None where none is recorded."""
    day = store.scalar(
        """SELECT min(effective_on) FROM interview
        WHERE logo_id = ? AND kind = 'full' AND effective_on > ? AND effective_on <= ?""",
        (old.logo_id, old.starts_on.isoformat(), until.isoformat()),
    )
    return None if day is None else date.fromisoformat(day)


def _cut(store: Store, lost: Contract, on: date, noticed_on: date | None) -> None:
    """End the contract, with the ARR it has until then."""
    cut = lost if on == lost.ends_on else cut_on(lost, on)
    noticed = None if noticed_on is None else noticed_on.isoformat()
    store.rows(
        "UPDATE contract SET notice_on = ?, ends_on = ?, per = ?, amount_minor = ? WHERE id = ?",
        (noticed, on.isoformat(), cut.per, cut.amount_minor, lost.id),
    )


def _next_ref(store: Store, ref: str) -> str:
    """The ref of the contract that renews `ref`: `K7` gives `K7-r2`, the second term, and that gives `K7-r3`.

    It is made of the old one's and not drawn, so that two copies of a book which both renew a contract have one
    successor when they are brought together, not two at double the amount. Only where that ref is another contract's
    it ends in something drawn: the next number would be that of the successor's own.
    """
    numbered = re.fullmatch(r"(.+)-r(\d{1,4})", ref)
    base, term = (numbered[1], int(numbered[2]) + 1) if numbered else (ref, 2)
    follows = f"{base}-r{term}"
    return refs.fresh(store, "contract", follows) if refs.is_taken(store, "contract", follows) else follows
