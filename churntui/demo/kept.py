"""What a CSM keeps of logos that are still here: goals, promises, talks, reviews, steps, attempts, payments, proofs.

Written by hand for a few logos, so that every place has something to show; all others have none, as in a real book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from churntui.demo.logos import Account
from churntui.demo.notes import Passage, marked
from churntui.demo.people import Seat
from churntui.demo.reading import Columns, TextError, read
from churntui.demo.table import Cells, Table, dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal, and what was measured of it."""

    about: Annotated[Cells, Columns("goals", "goal unit target_value due_on", "goal_id logo_id")]
    values: dict[str, float]
    """Days from the as-of day to what was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk with somebody of the logo."""

    to: str
    """Their role."""
    said: Annotated[Cells, Columns("talks", "day how notes", "talk_id logo_id person_id author")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A business review, and what of its notes is in the logo's own words."""

    held: Annotated[Cells, Columns("reviews", "kind held_on notes", "review_id logo_id author")]
    their_words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Something that is tried with some customers and not with others."""

    about: Annotated[Cells, Columns("proofs", "name starts_on measure", "proof_id logo_id action")]
    roles: tuple[str, ...] = ()
    """By activity, the roles of the target group; all others are the control group."""
    target: tuple[tuple[float, ...], ...] = ()
    """By hand, what each of the target group was at before and after; it is the first of the logo's customers."""
    control: tuple[tuple[float, ...], ...] = ()
    """The same of the control group, which are the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is kept of one logo."""

    goals: tuple[Goal, ...] = ()
    commitments: tuple[
        Annotated[
            Cells, Columns("commitments", "what by_us owner due_on state", "commitment_id logo_id review_id")
        ],
        ...,
    ] = ()
    talks: tuple[Talk, ...] = ()
    reviews: tuple[Review, ...] = ()
    steps: tuple[
        Annotated[Cells, Columns("steps", "what due_on", "step_id logo_id contract_id owner")], ...
    ] = ()
    proofs: tuple[Proof, ...] = ()
    attempts: tuple[
        Annotated[
            Cells, Columns("save_attempts", "stage at_risk_on", "interview_id logo_id contract_id outcome")
        ],
        ...,
    ] = ()
    milestones: tuple[Annotated[Cells, Columns("milestones", "milestone due_on", "logo_id")], ...] = ()
    payments: tuple[Annotated[Cells, Columns("payments", "day outcome", "payment_id logo_id")], ...] = ()
    sentiments: tuple[Annotated[Cells, Columns("sentiments", "day score", "logo_id author")], ...] = ()


_Told = tuple[Account, Kept]


def kept_tables(
    book: list[Account], people: Table, seats: Mapping[str, Sequence[Seat]], as_of: date
) -> dict[str, Table]:
    """The tables of what is kept, by name; `people` and `seats` (by logo) are those of the book."""
    texts = read("kept.toml", dict[str, Kept])
    told = [(account, texts[account.key]) for account in book if account.key in texts]
    goals = [
        (f"G{place:03}", account, goal)
        for place, (account, goal) in enumerate(
            ((account, goal) for account, kept in told for goal in kept.goals), start=1
        )
    ]
    return {
        "goals": Table.of(
            "goals",
            [
                {"goal_id": ref, "logo_id": account.ref, **dated(goal.about, as_of)}
                for ref, account, goal in goals
            ],
        ),
        "goal_values": Table.of(
            "goal_values",
            [
                {"goal_id": ref, "day": as_of + timedelta(days=int(day)), "value": value}
                for ref, _, goal in goals
                for day, value in goal.values.items()
            ],
        ),
        "talks": Table.of("talks", _numbered("talk", _talks(told, people), as_of)),
        **_reviews(told, as_of),
        "commitments": Table.of("commitments", _numbered("commitment", _commitments(told), as_of)),
        "steps": Table.of("steps", _numbered("step", _steps(told), as_of)),
        "save_attempts": Table.of("save_attempts", _attempts(told, as_of)),
        "milestones": Table.of("milestones", _milestones(told, as_of)),
        "payments": Table.of("payments", _numbered("payment", _payments(told), as_of)),
        "sentiments": Table.of("sentiments", _sentiments(told, as_of)),
        **_proofs(told, seats, as_of),
    }


def _proofs(told: list[_Told], seats: Mapping[str, Sequence[Seat]], as_of: date) -> dict[str, Table]:
    """The proofs of value, and who is in them."""
    proofs = [
        (f"F{place:03}", account, proof)
        for place, (account, proof) in enumerate(
            ((account, proof) for account, kept in told for proof in kept.proofs), start=1
        )
    ]
    rows = [
        {"proof_id": ref, "logo_id": account.ref, **dated(proof.about, as_of)}
        for ref, account, proof in proofs
    ]
    members = [
        {"proof_id": ref, **member}
        for ref, account, proof in proofs
        for member in _members(proof, seats.get(account.ref, ()))
    ]
    return {"proofs": Table.of("proofs", rows), "proof_members": Table.of("proof_members", members)}


def _members(proof: Proof, seats: Sequence[Seat]) -> Iterator[Cells]:
    """Everybody by role where roles are named, else as many as have values."""
    if proof.roles:
        for seat in seats:
            yield {"customer_id": seat.ref, "side": "target" if seat.role in proof.roles else "control"}
        return
    placed = (*(("target", pair) for pair in proof.target), *(("control", pair) for pair in proof.control))
    for seat, (side, (before, after)) in zip(seats, placed, strict=False):
        yield {"customer_id": seat.ref, "side": side, "before": before, "after": after}


def _numbered(kind: str, rows: Iterator[Cells], as_of: date) -> list[Cells]:
    letter = {"talk": "A", "review": "R", "commitment": "P", "step": "X", "payment": "Y"}[kind]
    return [
        {f"{kind}_id": f"{letter}{place:03}", **dated(cells, as_of)}
        for place, cells in enumerate(rows, start=1)
    ]


def _talks(told: list[_Told], people: Table) -> Iterator[Cells]:
    by_role = {(person[1], person[3]): person[0] for person in people.rows}
    for account, kept in told:
        for talk in kept.talks:
            if (account.ref, talk.to) not in by_role:
                raise TextError(
                    f"kept.toml: {account.key}.talks: nobody there is “{talk.to}”", "Name a role it has"
                )
            yield {
                "logo_id": account.ref,
                "person_id": by_role[account.ref, talk.to],
                "author": account.logo.owner,
                "both_ways": True,
                **talk.said,
            }


def _reviews(told: list[_Told], as_of: date) -> dict[str, Table]:
    """The business reviews, and the passages of theirs that are in the logo's own words."""
    held = [(account, review) for account, kept in told for review in kept.reviews]
    rows = _numbered(
        "review",
        ({"logo_id": account.ref, "author": account.logo.owner, **review.held} for account, review in held),
        as_of,
    )
    passages = [
        {"note_kind": "review", "note_id": row["review_id"], "their_words": True, **passage}
        for row, (account, review) in zip(rows, held, strict=True)
        for passage in marked(
            review.their_words, str(row["notes"]), f"kept.toml: {account.key}.reviews.their_words"
        )
    ]
    return {"reviews": Table.of("reviews", rows), "highlights": Table.of("highlights", passages)}


def _commitments(told: list[_Told]) -> Iterator[Cells]:
    for account, kept in told:
        for commitment in kept.commitments:
            yield {"logo_id": account.ref, **commitment}


def _steps(told: list[_Told]) -> Iterator[Cells]:
    for account, kept in told:
        for step in kept.steps:
            yield {"logo_id": account.ref, "owner": account.logo.owner, **step}


def _attempts(told: list[_Told], as_of: date) -> Iterator[Cells]:
    for account, kept in told:
        for attempt in kept.attempts:
            yield {"logo_id": account.ref, "owner": account.logo.owner, **dated(attempt, as_of)}


def _milestones(told: list[_Told], as_of: date) -> Iterator[Cells]:
    for account, kept in told:
        for milestone in kept.milestones:
            yield {"logo_id": account.ref, **dated(milestone, as_of)}


def _payments(told: list[_Told]) -> Iterator[Cells]:
    for account, kept in told:
        for payment in kept.payments:
            yield {"logo_id": account.ref, **payment}


def _sentiments(told: list[_Told], as_of: date) -> Iterator[Cells]:
    for account, kept in told:
        for sentiment in kept.sentiments:
            yield {"logo_id": account.ref, "author": account.logo.owner, **dated(sentiment, as_of)}
