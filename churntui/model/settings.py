"""The settings that are whole numbers, and a setting as it is kept; what they all are, `model.rows.Settings` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from churntui.model.schema import Column

WHOLE_SETTINGS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "grace_days": (0, 366),
        "renewal_wait_days": (0, 366),
        "active_window_days": (1, 366),
        "active_min_count": (1, 10_000),
        "silent_days": (1, 366),
        "never_used_days": (1, 3_660),
        "buyer_days": (1, 3_660),
        "tickets_many": (1, 10_000),
        "tickets_days": (1, 366),
        "ticket_open_days": (1, 3_660),
        "detractor_score": (0, 10),
        "score_fall": (1, 10),
        "survey_days": (1, 3_660),
        "likelihood_low": (0, 10),
        "card_days": (0, 366),
    }
)
"""The settings that are whole numbers, each with the least and the most it can be."""


def whole_setting(key: str, text: str) -> int | None:
    """The value of one of them; None where the text is no number it can be."""
    least, most = WHOLE_SETTINGS[key]
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most)) + 3
    return int(text) if is_number and least <= int(text) <= most else None


@dataclass(frozen=True, slots=True)
class Setting:
    """One of the settings, as it is kept."""

    key: Annotated[str, Column("Key", "Which setting", required=True)]
    value: Annotated[str, Column("Value", "What it is set to", required=True)]
