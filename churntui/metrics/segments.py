"""Putting logos into segments: by what they are, or by the plan they are on.

What a logo is (industry, country, owner, fit, size) is what the book says today, for every period. The plan moves,
and the way it moves goes with staying: who stays long is upgraded. Labelled by its latest plan, each upgrade would
take past months of staying along and make the large plans look better than they were. So a plan is looked up at a
period's opening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from churntui import dates
from churntui.dates import Period
from churntui.errors import BadInputError
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels
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


def check(field: str) -> None:
    """See that logos can be split by `field`.

    Raises:
        BadInputError: They cannot.
    """
    if field not in FIELDS:
        raise BadInputError(f"Logos cannot be split by “{field}”", f"Choose one of {', '.join(FIELDS)}")


def labels(
    field: str, logos: Mapping[int, Logo], contracts: pd.DataFrame, periods: Sequence[Period]
) -> Labels:
    """The segment of each logo, as the reports take it.

    Args:
        field: One of `FIELDS`.
        logos: By id.
        contracts: Rows with id, logo_id, starts, ends (day numbers), arr and plan. Only plans look at them.
        periods: Those to be counted; a plan is that of a period's opening.

    Returns:
        Logo id to label, categorical in the order to be shown; empty labels are missing values. For plans such a
        series for each period, all with the same categories: the plans that some logo has in some period.

    Raises:
        BadInputError: There is no such field.
    """
    check(field)
    if field == "plan":
        return _plans(contracts, periods)
    fact = _FACTS[field]
    found = pd.Series({logo_id: fact(logo) or None for logo_id, logo in logos.items()}, dtype=object)
    return found.astype(pd.CategoricalDtype(_ordered(field, set(found.dropna()))))


def _ordered(field: str, found: set[str]) -> list[str]:
    """Bands from small to large, everything else by name."""
    if field != "size":
        return sorted(found)
    return [name for name in (*(name for _, name in BANDS), LARGEST_BAND) if name in found]


def _plans(contracts: pd.DataFrame, periods: Sequence[Period]) -> dict[Period, pd.Series]:
    """The plans of each period; a contract without a plan gives no label."""
    codes, names = pd.factorize(contracts["plan"].replace("", None), sort=True)
    at = {period: _speaking(contracts, dates.number(period.starts_on)) for period in periods}
    used = sorted({code for rows in at.values() for code in codes[rows].tolist() if code >= 0})
    places = np.full(len(names) + 1, -1)  # the last is that of code -1
    places[used] = range(len(used))
    kept = pd.CategoricalDtype(names[used])
    logo = contracts["logo_id"].to_numpy()
    return {
        period: pd.Series(pd.Categorical.from_codes(places[codes[rows]], dtype=kept), index=logo[rows])
        for period, rows in at.items()
    }


def _speaking(contracts: pd.DataFrame, day: int) -> Ints:
    """Of each logo the row of its largest contract in force; without one, of those that ended last or start next.

    Of equally large ones the one with the lowest id counts.
    """
    logo, starts, ends, arr, number = (
        contracts[name].to_numpy() for name in ("logo_id", "starts", "ends", "arr", "id")
    )
    ahead, over = starts > day, ends <= day
    distance = np.where(ahead, starts - day, np.where(over, day - ends + 1, 0))
    order = np.lexsort((number, -arr, distance, ahead, logo))
    first = np.append(True, logo[order][1:] != logo[order][:-1])[: len(order)]
    speaking: Ints = order[first]
    return speaking
