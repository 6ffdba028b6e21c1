"""Values of a matrix: two kinds of codes against each other, as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of the matrix."""

    title: str
    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """What stands for each code."""
    totals: tuple[str, ...] = ()
    """The margin: a text for each code."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a matrix shows."""

    down: Axis = field(default_factory=lambda: Axis(""))
    across: Axis = field(default_factory=lambda: Axis(""))
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(code down, code across) to its text, where the pair occurs."""
    total: str = ""
    """The corner where both margins meet."""
