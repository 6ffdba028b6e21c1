"""Customers split by their role, alone or together with a field of their logo.

The role is a person's and not a logo's, so it is no segment of logos: each role is counted by itself, on the customers
who have it, in the same way as all of them are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import customers as people
from churntui.metrics.customers import CustomerRow, customers
from churntui.metrics.segments import BETWEEN, check
from churntui.metrics.splits import NOT_SET
from churntui.model.presence import Crowd, Mask
from churntui.model.splits import ROLE
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.questions.asked import Asked
from churntui.questions.customers import crowds

NOBODY = -1
"""Stands in place of the logo of a customer who is left out."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of each customer of a crowd."""

    names: tuple[str, ...]
    """In alphabetical order; those without one last."""
    masks: Mapping[str, Mask]
    """Role to the customers who have it."""

    @classmethod
    def read(cls, store: Store, crowd: Crowd) -> Roles:
        """As the book says today."""
        ids = crowd.roster.customers.tolist()
        known = people.named(store, ids)
        roles = np.array([known[who].role if who in known else "" for who in ids], dtype=object)
        named = sorted(set(roles.tolist()) - {""})
        masks: dict[str, Mask] = {role: np.asarray(roles == role) for role in named}
        if (roles == "").any():
            masks[NOT_SET] = np.asarray(roles == "")
        return cls(tuple(masks), masks)

    def of(self, crowd: Crowd, role: str) -> Crowd:
        """The crowd of those who have that role; of one that nobody has, of nobody."""
        own = self.masks.get(role, np.zeros(len(crowd.roster), dtype=np.bool_))
        return replace(
            crowd, roster=replace(crowd.roster, logos=np.where(own, crowd.roster.logos, NOBODY)), sizes=None
        )


def is_split_by(book: Book, asked: Asked) -> bool:
    """Whether the role is among the fields, and the book's logos can be split by the other one.

    Raises:
        BadInputError: It is, with too many others.
    """
    if ROLE.name not in asked.by:
        return False
    if len(asked.by) > len(set(asked.by)) or len(asked.by) > 2:
        raise BadInputError(
            f"Customers cannot be split by “{','.join(asked.by)}”", "Choose one field, or two different ones"
        )
    check(of_logos(asked), book.own)
    return True


def of_logos(asked: Asked) -> tuple[str, ...]:
    """The fields that are the logos'."""
    return tuple(field for field in asked.by if field != ROLE.name)


def rows(
    book: Book, asked: Asked, crowd: Crowd, roles: Roles, covered: Sequence[Period]
) -> list[CustomerRow]:
    """A row for each period, role and segment of logos."""
    split_by = crowds.labels(book, of_logos(asked), covered)
    tables = [
        [
            replace(row, segment=_label(asked, role, row.segment))
            for row in customers(
                roles.of(crowd, role),
                covered,
                timeline=book.timeline,
                logo_ids=book.logo_ids,
                segment=split_by,
            )
        ]
        for role in roles.names
    ]
    by_period = {period.name: place for place, period in enumerate(covered)}
    return sorted((row for table in tables for row in table), key=lambda row: by_period[row.period])


def parts_of(asked: Asked, roles: Roles, segment: str) -> tuple[str, str | None]:
    """The role and the segment of logos that a row's label is made of; of a role nobody has any more, nothing."""
    for role in sorted(roles.names, key=len, reverse=True):
        if len(asked.by) == 1 and segment == role:
            return role, None
        if asked.by[0] == ROLE.name and segment.startswith(f"{role}{BETWEEN}"):
            return role, segment.removeprefix(f"{role}{BETWEEN}")
        if asked.by[0] != ROLE.name and segment.endswith(f"{BETWEEN}{role}"):
            return role, segment.removesuffix(f"{BETWEEN}{role}")
    return segment, None


def _label(asked: Asked, role: str, segment: str | None) -> str:
    if segment is None:
        return role
    return BETWEEN.join((role, segment) if asked.by[0] == ROLE.name else (segment, role))
