"""Contracts that follow another of their logo, where neither names the other: proposed, and linked where so said.

Figures take a contract that starts within the grace of another's end for what carries it on, linked or not; one that
begins before that end counts beside it until it is linked. So nothing is linked unasked. A link is proposed where each
has only the other: both paid and of one plan, no notice of the first and no loss between, and nobody unlinked them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from churntui.data.file.store import Store
from churntui.data.importing.byhand import ByHand
from churntui.data.rows import settings
from churntui.model.tables import TABLES
from churntui.model.terms import EARLIEST_ANSWER
from churntui.plain.wording import counted

Renews = Literal["link", "leave"]
"""What becomes of contracts that follow another and name none."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Succession:
    """A contract, and the one it follows."""

    number: int
    ref: str
    follows_number: int
    follows: str
    is_early: bool
    """Whether it begins before the other ends."""


def found(store: Store, numbers: Set[int]) -> list[Succession]:
    """Those of the contracts with these numbers that follow another, by logo and start."""
    rows = store.rows(
        """SELECT n.id, n.ref, o.id, o.ref, n.starts_on < o.ends_on
        FROM contract n JOIN contract o ON o.logo_id = n.logo_id AND o.starts_on < n.starts_on
        WHERE n.renews_id IS NULL AND n.amount_minor > 0 AND o.amount_minor > 0 AND o.notice_on IS NULL
            AND n.starts_on <= date(o.ends_on, '+' || :grace || ' days')
            AND (n.ends_on IS NULL OR n.ends_on > o.ends_on)
            AND CASE WHEN n.starts_on >= o.ends_on THEN n.plan = o.plan OR '' IN (n.plan, o.plan)
                ELSE n.plan = o.plan AND n.plan <> '' AND n.starts_on >= date(o.ends_on, '-' || :early || ' days') END
            AND NOT EXISTS (SELECT 1 FROM contract x WHERE x.renews_id = o.id)
            AND NOT EXISTS (SELECT 1 FROM open_link l WHERE l.contract_id = n.id)
            AND NOT EXISTS (SELECT 1 FROM interview i WHERE i.logo_id = n.logo_id AND i.kind = 'full'
                AND i.effective_on > o.starts_on AND i.effective_on <= n.starts_on)
        ORDER BY n.logo_id, n.starts_on, n.id""",
        {"grace": settings.read(store).grace_days, "early": EARLIEST_ANSWER.days},
    )
    every = [
        Succession(number, ref, earlier, follows, bool(early))
        for number, ref, earlier, follows, early in rows
    ]
    follow, followed = Counter(one.number for one in every), Counter(one.follows_number for one in every)
    by_hand = ByHand(store, TABLES["contracts"])
    return [
        one
        for one in every
        if one.number in numbers
        and follow[one.number] == 1 == followed[one.follows_number]
        and by_hand.day_of(one.number, "renews_id") is None
    ]


def link(store: Store, successions: list[Succession]) -> None:
    """Say that each renews the one it follows."""
    store.many(
        "UPDATE contract SET renews_id = ? WHERE id = ?",
        [(one.follows_number, one.number) for one in successions],
    )


def told(store: Store, successions: list[Succession], *, linked: bool) -> list[str]:
    """What there is to say of them."""
    if not successions:
        return []
    shown = ", ".join(f"{one.ref} after {one.follows}" for one in successions[:_SHOWN])
    more = f" and {len(successions) - _SHOWN} more" if len(successions) > _SHOWN else ""
    contracts = counted(len(successions), "contract")
    if linked:
        return [f"{contracts} linked to the one they follow: {shown}{more}"]
    early = sum(one.is_early for one in successions)
    both = f"; {early} of them before that end, and until linked both count" if early else ""
    grace = settings.read(store).grace_days
    follow = f"{contracts} that may renew one of their logo, within {grace} days of its end, and name none"
    return [f"{follow}: {shown}{more}{both}; to link them: --renews link, to hear no more of it: leave"]
