"""Marks: dated events that a trend may have to do with; pricing and positioning move logos more than releases do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from churntui.model.schema import Column

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
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="event_id")]
    day: Annotated[date, Column("Day", "The day it happened, or began", required=True)]
    kind: Annotated[MarkKind, Column("Kind", "What kind of event it was", labels=MARK_LABELS)]
    name: Annotated[str, Column("Name", "What happened", required=True, masked="shown")]
    note: Annotated[str, Column("Note", "What else there is to say", kind="note")] = ""
