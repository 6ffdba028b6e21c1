"""Proofs of value as people read them: the results of a logo, each in one plain sentence and a small table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from churntui.data.file.store import Store
from churntui.data.rows import kept, proofs
from churntui.metrics.proofs import (
    LEAST,
    MISSING_LABELS,
    VERDICT_LABELS,
    Change,
    Group,
    Missing,
    ProofResult,
    change_of,
    result,
)
from churntui.model.choices import ProofSide
from churntui.model.proofs import Member
from churntui.model.rows import Customer
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import NOTHING, counted

_DIGITS = 3
"""Digits of the largest figure that are shown; the others have as many decimals."""

_MOST_DECIMALS = 6

_MOST_NAMED = 3
"""People who are named among those who are left out."""


def of_logo(store: Store, logo_id: int, as_of: date) -> tuple[ProofResult, ...]:
    """What came of what was tried at a logo, the one that began last first; for the store's thread."""
    return tuple(result(trial) for trial in proofs.of_logo(store, logo_id, as_of))


@dataclass(frozen=True, slots=True)
class Placed:
    """A customer of the logo, and where they stand in a proof."""

    customer: Customer
    member: Member | None = None
    """None where they are in neither group."""
    change: Change | Missing | None = None
    """What they were at, or why they are not counted; None of who is in neither group, and where it is not measured."""

    @property
    def side(self) -> ProofSide | None:
        """Their group."""
        return None if self.member is None else self.member.row.side


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A proof with what came of it, and everybody at the logo."""

    result: ProofResult
    people: tuple[Placed, ...]
    """By name."""


def read(store: Store, proof_id: int, as_of: date) -> ProofFile | None:
    """One proof as its page shows it; None where it is gone. For the store's thread."""
    trial = proofs.one(store, proof_id, as_of)
    if trial is None:
        return None
    members = {member.customer.id: member for member in trial.members}
    customers = sorted(
        kept.of_logo(store, Customer, trial.proof.logo_id), key=lambda one: (fold(one.called), one.id)
    )
    found = result(trial)
    return ProofFile(found, tuple(_placed(found, one, members.get(one.id)) for one in customers))


def _placed(found: ProofResult, customer: Customer, member: Member | None) -> Placed:
    if member is None:
        return Placed(customer)
    change = change_of(found.proof, member)
    is_measured = found.verdict not in {"not_over", "unmeasured"}
    return Placed(customer, member, change if is_measured or not isinstance(change, Change) else None)


def unit(found: ProofResult) -> str:
    """What is counted: `qualifying actions a week`, `share_report a week`, or what was written for a unit."""
    if found.proof.is_by_hand:
        return found.proof.unit
    return f"{found.action or 'qualifying actions'} a week"


def about(found: ProofResult, as_of: date) -> str:
    """`began 5 Oct · 28 days before and after · qualifying actions a week · less is better`."""
    proof = found.proof
    is_by_hand = proof.is_by_hand
    parts = (
        f"{'begins' if proof.starts_on > as_of else 'began'} {dates.short(proof.starts_on, as_of)}",
        "measured by hand" if is_by_hand else f"{proof.days} days before and after",
        unit(found),
        "less is better" if proof.less_is_better else "",
    )
    return " · ".join(filter(None, parts))


def decimals(found: ProofResult) -> int:
    """How many decimals its figures have: as the largest needs, and enough to tell a bound of the interval from 0."""
    groups = (value for group in (found.target, found.control) for value in (group.before, group.after))
    difference = found.difference
    ends = (difference.low, difference.high) if difference else ()
    largest = max((abs(value) for value in (*groups, *ends) if value), default=0.0)
    shown = min(_MOST_DECIMALS, max(0, _DIGITS - 1 - floor(log10(largest)))) if largest else 0
    near = min(map(abs, ends), default=0.0)
    while found.verdict in {"improved", "worse"} and shown < _MOST_DECIMALS and not round(near, shown):
        shown += 1
    return shown


def figure(value: float | None, places: int) -> str:
    """`5.10`; `–` where there is none."""
    return NOTHING if value is None else f"{round(value, places) + 0.0:,.{places}f}".replace("-", "−")


def signed(value: float | None, places: int) -> str:
    """`+1.75`, `−0.40`, `0.00`."""
    shown = figure(value, places)
    return f"+{shown}" if value is not None and round(value, places) > 0 else shown


def between(found: ProofResult) -> str:
    """The difference with its interval: `+1.75 (+0.40 to +3.10)`; `–` where there is none."""
    if found.difference is None:
        return NOTHING
    value, low, high = (
        signed(each, decimals(found))
        for each in (found.difference.value, found.difference.low, found.difference.high)
    )
    return f"{value} ({low} to {high})"


def said(found: ProofResult, as_of: date) -> str:
    """What came of it, in one plain sentence."""
    label = VERDICT_LABELS[found.verdict]
    return f"{label[:1].upper()}{label[1:]}: {_because(found, as_of)}."


def _because(found: ProofResult, as_of: date) -> str:
    if found.verdict == "too_few" and not (found.target.n or found.control.n or found.left_out):
        return f"nobody is in a group yet, and it takes {LEAST} in each"
    if found.verdict == "too_few" and found.by_chance is not None:
        times = max(1, round(100 * found.by_chance))
        return (
            f"the difference is {between(found)}, but it hangs on a few people: groups parted by chance differ as much"
            f" {times} times in 100"
        )
    if found.verdict == "too_few":
        both = f"{found.target.n} in the target group and {found.control.n} in the control group"
        return f"{both} are counted; it takes {LEAST} in each"
    if found.verdict == "not_over":
        return _not_over(found, as_of)
    if found.verdict == "unmeasured":
        return _unmeasured(found, as_of)
    places = decimals(found)
    target, control = (
        f"from {figure(group.before, places)} to {figure(group.after, places)}"
        for group in (found.target, found.control)
    )
    value, rest = between(found).split(" ", 1)
    holds = ", which holds 0" if found.verdict == "no_difference" else ""
    of_what = f" {unit(found)}" if unit(found) else ""
    return (
        f"the target group went {target}{of_what}, the control group {control}; the difference is {value}, with 95 %"
        f" confidence {rest[1:-1]}{holds}"
    )


def _not_over(found: ProofResult, as_of: date) -> str:
    last = dates.short(dates.from_number(dates.number(found.proof.after_until) - 1), as_of)
    if found.through is None or found.through < found.proof.starts_on:
        return f"it is measured until {last}, and nothing of the days after is known yet"
    return f"measured through {dates.short(found.through, as_of)}, to be measured until {last}"


def _unmeasured(found: ProofResult, as_of: date) -> str:
    if found.measured_from is None:
        return "nothing is known of what its customers do"
    begins = found.proof.before_from
    if found.measured_from > begins:
        first, wanted = (dates.short(day, as_of) for day in (found.measured_from, begins))
        return f"activity is known from {first} on only, the days before begin on {wanted}"
    return "what was done in these days stands under nobody's name"


def left_out(found: ProofResult) -> str:
    """`2 left out: Ann Berg, Bo Li joined after the days before had begun`; empty where nobody is."""
    why = Counter(missing for _, missing in found.left_out)
    parts = []
    for missing, count in why.items():
        names = [member.customer.called for member, other in found.left_out if other == missing]
        more = f" and {counted(count - _MOST_NAMED, 'other')}" if count > _MOST_NAMED else ""
        parts.append(f"{', '.join(names[:_MOST_NAMED])}{more} {_verb(MISSING_LABELS[missing], count)}")
    return f"{len(found.left_out)} left out: {'; '.join(parts)}" if parts else ""


def _verb(label: str, count: int) -> str:
    return f"have {label.removeprefix('has ')}" if count > 1 and label.startswith("has ") else label


TABLE_HEADER = ("", "People", "Before", "After", "Change")


def table(found: ProofResult) -> list[tuple[str, ...]]:
    """The groups and the difference, in the columns of `TABLE_HEADER`."""
    places = decimals(found)
    groups = (("Target", found.target), ("Control", found.control))
    return [
        *((name, f"{group.n:,}", *_of_group(group, places)) for name, group in groups),
        ("Difference", "", "", "", between(found)),
    ]


def _of_group(group: Group, places: int) -> tuple[str, ...]:
    return figure(group.before, places), figure(group.after, places), signed(group.change, places)


def explained(found: ProofResult) -> str:
    """How it is worked out, as Markdown without a word of the user's in it."""
    of_what = (
        "what was measured by hand before and after"
        if found.proof.is_by_hand
        else f"how often it was done in a week, over {found.proof.days} days before and as many from the first day on"
    )
    return (
        f"Each person is compared with themselves: {of_what}. The mean change of the control group is taken off that"
        " of the target group, so that what befell both alike drops out. The interval is Welch's, of 95 %: if nothing"
        f" had happened, one in twenty would leave 0 out by chance. Below {LEAST} people in a group nothing is claimed,"
        " nor where the same people, parted by chance, would often differ as much: then it hangs on a few of them."
        " The groups were chosen, not drawn: what differs may have another cause."
    )
