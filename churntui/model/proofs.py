"""Proof of value: what is tried with some customers of a logo and not with others, declared as the nouns of `rows` are.

Who is in which group is kept person by person, however the groups were chosen: a group that followed a rule would
change under a measurement that has begun. A value before and after stands with the person where it is measured by
hand; of product activity nothing is kept, it is counted from what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from churntui.model.choices import PROOF_MEASURE_LABELS, ProofMeasure, ProofSide
from churntui.model.rows import Customer, OfLogo
from churntui.model.schema import Column

USUAL_DAYS = 28
"""How long is measured before and after, unless somebody says otherwise."""

LEAST_DAYS = 7
"""A window holds whole working weeks: weekends before and after are as many."""

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that is tried, and how it is measured whether it helps."""

    id: int
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="proof_id")]
    logo_id: OfLogo
    name: Annotated[
        str, Column("Tried", "What is tried: training, a new setup", required=True, shareable=True)
    ]
    starts_on: Annotated[
        date,
        Column(
            "Began", "The day it began: measured before it, and from it on", required=True, shareable=True
        ),
    ]
    days: Annotated[
        int,
        Column(
            "Days", "How many days are measured before, and as many after", most=MOST_DAYS, shareable=True
        ),
    ] = USUAL_DAYS
    measure: Annotated[
        ProofMeasure,
        Column(
            "Measured", "By product activity, or by hand person by person", labels=PROOF_MEASURE_LABELS,
            shareable=True,
        ),
    ] = "activity"  # fmt: skip
    action_id: Annotated[
        int | None,
        Column(
            "Action", "Which action is counted; blank for all that qualify", name="action", kind="action",
            shareable=True,
        ),
    ] = None  # fmt: skip
    unit: Annotated[
        str,
        Column(
            "Unit", "What is measured by hand: hours a report, audits a week", shareable=True, masked="shown"
        ),
    ] = ""
    less_is_better: Annotated[
        bool, Column("Less is better", "Whether a fall is what is hoped for", shareable=True)
    ] = False
    note: Annotated[
        str,
        Column(
            "Note", "How the groups were chosen, what else happened; never shown to the logo", kind="note"
        ),
    ] = ""

    @property
    def is_by_hand(self) -> bool:
        """Whether its values are typed, person by person."""
        return self.measure == "by_hand"

    @property
    def before_from(self) -> date:
        """The first day that is measured before it began."""
        return self.starts_on - timedelta(days=self.days)

    @property
    def after_until(self) -> date:
        """The first day that is no longer measured."""
        return self.starts_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class ProofMember:
    """A customer in one of the two groups, with what was measured by hand."""

    id: int
    proof_id: Annotated[int, Column("Proof", "Which proof of value", kind="proof", required=True)]
    customer_id: Annotated[int, Column("Customer", "Who is in the group", kind="customer", required=True)]
    side: Annotated[
        ProofSide, Column("Group", "Target: with whom it is tried; control: with whom not", required=True)
    ]
    before: Annotated[
        float | None, Column("Before", "What was measured by hand before it began", signed=True)
    ] = None
    after: Annotated[
        float | None, Column("After", "What was measured by hand after it began", signed=True)
    ] = None


@dataclass(frozen=True, slots=True)
class Member:
    """A customer in one of the groups, with all that is known to compare."""

    row: ProofMember
    customer: Customer
    there_since: date | None
    """The day they joined, else that of their first activity; None where neither is known: always there."""
    done_before: int
    """How often the action, or those that qualify, was done in the days before."""
    done_after: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A proof of value with everybody who is in it, as far as it is measured."""

    proof: Proof
    members: tuple[Member, ...]
    action: str
    """The name of the action that is counted; empty for those that qualify."""
    measured: tuple[date, date] | None
    """The first day the logo's activity is known, and the first day it is not any more; None where it is not at all."""
    is_named: bool
    """Whether it is known of anybody in these days who did what."""

    def of(self, side: ProofSide) -> Sequence[Member]:
        """The members of one group."""
        return [member for member in self.members if member.row.side == side]
