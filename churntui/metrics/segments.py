"""Putting logos into segments: by what they are, or by the plan they are on.

What a logo is (industry, country, owner, fit, size) is what the book says today, for every period. The plan moves,
and the way it moves goes with staying: who stays long is upgraded. Labelled by its latest plan, each upgrade would
take past months of staying along and make the large plans look better than they were. So a plan is looked up at a
period's opening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from churntui import dates
from churntui.errors import BadInputError
from churntui.model import Logo

BANDS: tuple[tuple[int, str], ...] = (
    (10, "1–10"),
    (50, "11–50"),
    (200, "51–200"),
    (1_000, "201–1,000"),
    (5_000, "1,001–5,000"),
)
"""Size bands: the most employees a logo of the band has, and the band's name; the upper edge is within."""

LARGEST_BAND = "over 5,000"


def size_band(employees: int | None) -> str:
    """The band of so many employees; empty where it is not known (0 counts as not known)."""
    if not employees:
        return ""
    return next((name for most, name in BANDS if employees <= most), LARGEST_BAND)


_FACTS: Mapping[str, Callable[[Logo], str]] = MappingProxyType(
    {
        "industry": lambda logo: logo.industry,
        "country": lambda logo: logo.country,
        "owner": lambda logo: logo.owner,
        "fit": lambda logo: logo.fit or "",
        "size": lambda logo: size_band(logo.employees),
    }
)

FIELDS = ("industry", "country", "owner", "fit", "plan", "size")
"""What logos can be split by."""

MOVING = frozenset({"plan"})
"""The fields whose value depends on the day."""


def check(field: str) -> None:
    """See that logos can be split by `field`.

    Raises:
        BadInputError: They cannot.
    """
    if field not in FIELDS:
        raise BadInputError(f"Logos cannot be split by “{field}”", f"Choose one of {', '.join(FIELDS)}")


def segments(field: str, logos: Mapping[int, Logo], contracts: pd.DataFrame, day: date) -> pd.Series:
    """The segment of each logo at the opening of `day`.

    Args:
        field: One of `FIELDS`.
        logos: By id.
        contracts: Rows with id, logo_id, starts, ends (day numbers), arr and plan. Only plans look at them.
        day: Counts for the fields in `MOVING`.

    Returns:
        Logo id to label, categorical, with the same categories for every day and in the order they are shown;
        empty labels are missing values.

    Raises:
        BadInputError: There is no such field.
    """
    check(field)
    if field == "plan":
        return _plans(contracts, dates.number(day))
    fact = _FACTS[field]
    labels = pd.Series({logo_id: fact(logo) or None for logo_id, logo in logos.items()}, dtype=object)
    return labels.astype(pd.CategoricalDtype(_ordered(field, set(labels.dropna()))))


def _ordered(field: str, labels: set[str]) -> list[str]:
    """Bands from small to large, everything else by name."""
    if field != "size":
        return sorted(labels)
    return [name for name in (*(name for _, name in BANDS), LARGEST_BAND) if name in labels]


def _plans(contracts: pd.DataFrame, day: int) -> pd.Series:
    """The plan of each logo's largest contract in force; without one, of those that ended last or start next.

    Of equally large ones the one with the lowest id counts.
    """
    starts, ends = contracts["starts"].to_numpy(), contracts["ends"].to_numpy()
    begun, over = starts <= day, ends <= day
    ranked = contracts.assign(
        distance=np.where(begun & ~over, 0, np.where(over, day - ends + 1, starts - day)),
        ahead=~begun,
    ).sort_values(["logo_id", "ahead", "distance", "arr", "id"], ascending=[True, True, True, False, True])
    nearest = ranked.drop_duplicates("logo_id").set_index("logo_id")["plan"]
    plans = sorted({plan for plan in contracts["plan"] if plan})
    return nearest.where(nearest != "", None).astype(pd.CategoricalDtype(plans))
