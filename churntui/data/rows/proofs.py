"""Proofs of value: who is in which group, and what each of them did before and after, or was measured at by hand.

Activity is read through the logo's own days. It counts as known from the logo's first measured day, up to the last day
on which anything was measured in the book: a logo that fell silent was measured all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from churntui.data import activity
from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import kept
from churntui.model.choices import ProofSide
from churntui.model.proofs import Member, Proof, ProofMember, Trial
from churntui.model.rows import Action, Customer
from churntui.plain import dates
from churntui.plain.errors import NotFoundError


def of_logo(store: Store, logo_id: int, as_of: date) -> tuple[Trial, ...]:
    """The proofs of a logo with everybody in them, the one that began last first.

    What was done on the as-of day or later is not known yet.
    """
    proofs = kept.of_logo(store, Proof, logo_id, "starts_on DESC, id DESC")
    if not proofs:
        return ()
    customers = {one.id: one for one in kept.of_logo(store, Customer, logo_id)}
    names = {action.id: action.name for action in read(store, Action)}
    there = _there_since(store, logo_id, customers)
    measured = _measured(store, logo_id, as_of)
    return tuple(_trial(store, proof, customers, there, names, measured) for proof in proofs)


def one(store: Store, proof_id: int, as_of: date) -> Trial | None:
    """One proof with everybody in it; None where it is gone."""
    logo_id = store.scalar("SELECT logo_id FROM proof WHERE id = ?", (proof_id,))
    trials = () if logo_id is None else of_logo(store, int(logo_id), as_of)
    return next((trial for trial in trials if trial.proof.id == proof_id), None)


def _trial(
    store: Store,
    proof: Proof,
    customers: Mapping[int, Customer],
    there: Mapping[int, date],
    names: Mapping[int, str],
    measured: tuple[date, date] | None,
) -> Trial:
    before, after = (
        _done(store, proof, first, end)
        for first, end in ((proof.before_from, proof.starts_on), (proof.starts_on, proof.after_until))
    )
    members = tuple(
        Member(
            row,
            customers[row.customer_id],
            there.get(row.customer_id),
            before.get(row.customer_id, 0),
            after.get(row.customer_id, 0),
        )
        for row in read(store, ProofMember, "WHERE proof_id = ? ORDER BY id", (proof.id,))
        if row.customer_id in customers
    )
    action = names[proof.action_id] if proof.action_id is not None else ""
    return Trial(proof, members, action, measured, is_named={*before, *after} != {0})


def _done(store: Store, proof: Proof, first: date, end: date) -> dict[int, int]:
    """How often each customer of the logo did what is counted; nothing of what is measured by hand."""
    if proof.is_by_hand:
        return {}
    days = dates.number(first), dates.number(end)
    return activity.by_customer(store, proof.logo_id, *days, proof.action_id)


def _there_since(store: Store, logo_id: int, customers: Mapping[int, Customer]) -> dict[int, date]:
    """Customer id to the day from which they could have done something; missing where nobody knows."""
    joined = {one.id: one.joined_on for one in customers.values() if one.joined_on is not None}
    if len(joined) == len(customers):
        return joined
    seen = {one: dates.from_number(day) for one, day in activity.first_seen(store, logo_id).items()}
    return seen | joined


def _measured(store: Store, logo_id: int, as_of: date) -> tuple[date, date] | None:
    """The first day the logo's activity is known, and the first one it is not."""
    first, known = activity.first_day(store, logo_id), activity.measured(store, as_of)
    if first is None or known is None:
        return None
    return dates.from_number(first), dates.from_number(known[1])


def place(
    store: Store, proof_id: int, customer_ids: Sequence[int], side: ProofSide | None, label: str
) -> None:
    """Put customers into one group of a proof, out of the other; with None out of both. One edit.

    What was measured by hand of somebody stays with them as long as they are in a group.

    Raises:
        NotFoundError: The proof is no longer in the book.
    """
    with store.edit(label):
        _expect(store, proof_id)
        for customer_id in customer_ids:
            place_of = (proof_id, customer_id)
            if side is None:
                store.rows("DELETE FROM proof_member WHERE proof_id = ? AND customer_id = ?", place_of)
            elif store.scalar("SELECT 1 FROM customer WHERE id = ?", (customer_id,)) is not None:
                store.rows(
                    """INSERT INTO proof_member(proof_id, customer_id, side) VALUES (?, ?, ?) ON CONFLICT
                    DO UPDATE SET side = excluded.side WHERE side <> excluded.side""",
                    (*place_of, side),
                )


def choose(store: Store, proof_id: int, sides: Mapping[int, ProofSide], label: str) -> None:
    """Have exactly these customers in the groups, each on their side. One edit.

    Raises:
        NotFoundError: The proof is no longer in the book.
    """
    with store.edit(label):
        _expect(store, proof_id)
        there = read(store, ProofMember, "WHERE proof_id = ?", (proof_id,))
        place(
            store, proof_id, [row.customer_id for row in there if row.customer_id not in sides], None, label
        )
        for side in dict.fromkeys(sides.values()):
            place(store, proof_id, [one for one, other in sides.items() if other == side], side, label)


def put_values(
    store: Store, proof_id: int, customer_id: int, before: float | None, after: float | None, label: str
) -> None:
    """Keep what was measured of a member by hand; None where it was not. One edit.

    Raises:
        NotFoundError: They are in neither group any more.
    """
    with store.edit(label):
        which = (proof_id, customer_id)
        found = store.one(
            "SELECT before, after FROM proof_member WHERE proof_id = ? AND customer_id = ?", which
        )
        if found is None:
            raise NotFoundError("They are in neither group any more", "Put them into one first")
        if tuple(found) != (before, after):
            store.rows(
                "UPDATE proof_member SET before = ?, after = ? WHERE proof_id = ? AND customer_id = ?",
                (before, after, *which),
            )


def _expect(store: Store, proof_id: int) -> None:
    if store.scalar("SELECT 1 FROM proof WHERE id = ?", (proof_id,)) is None:
        raise NotFoundError("That proof of value is no longer in the book", "Press escape and look again")
