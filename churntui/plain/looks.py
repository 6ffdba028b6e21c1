"""How a cell may look, by what it means: a screen says what colour that is."""

from __future__ import annotations

from typing import Literal

CellStyle = Literal["", "good", "bad", "warn", "dim", "accent", "bold"]
"""What a cell's look says; each repeats what its text says in words or signs."""
