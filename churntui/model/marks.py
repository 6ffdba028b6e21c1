"""Marks: dated events that a trend may have to do with; pricing and positioning move logos more than releases do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

MarkKind = Literal["price_change", "repositioning", "outage", "release", "other"]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
MARK_LABELS: dict[MarkKind, str] = {
    "price_change": "price change",
    "repositioning": "repositioning",
    "outage": "outage",
    "release": "release",
    "other": "event",
}
"""How a mark's kind reads."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One event; `ref` is the id its source gave it."""

    id: int
    ref: str
    day: date
    """The day it happened, or began."""
    kind: MarkKind
    name: str
    note: str = ""
