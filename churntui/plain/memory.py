"""Remembering what was worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Told = TypeVar("Told")


def remembered(memory: dict[str, Any], what: str, work: Callable[[], Told]) -> Told:
    """What was worked out before; worked out now where it was not."""
    if what not in memory:
        memory[what] = work()
    told: Told = memory[what]
    return told
