"""What a chart is asked to show: periods, series, and what stands around them.

Plain frozen values, equal when they look the same, so that a drawing can be kept by its data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from churntui.plain import masks

Role = Literal["primary", "secondary", "good", "bad", "warn", "accent", "dim"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one part of every bar."""

    name: str
    """As the legend calls it; a line without a name is an edge of the one that follows."""
    values: tuple[float | None, ...]
    """One per label; None, NaN and infinities are periods without a figure."""
    role: Role = "primary"
    """Its colour."""
    ranges: tuple[tuple[float, float] | None, ...] = ()
    """Between what each value may lie: a whisker on its bar, where bars stand side by side. Empty: none."""


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything a chart shows; two equal ones look the same."""

    kind: Literal["line", "bars", "stacked"]
    """Lines, bars side by side, or bars of parts: gains above zero and losses (negative values) below."""
    labels: tuple[str, ...]
    """The periods, oldest first."""
    series: tuple[Series, ...]
    """Each with one value per label."""
    unit: Literal["percent", "money", "count"] = "count"
    """Percents are fractions, money is minor units of `currency`."""
    currency: str = "EUR"
    """ISO 4217, for the unit money."""
    target: float | None = None
    """A value drawn as a dotted line across."""
    target_label: str = "target"
    """What the dotted line is."""
    marks: tuple[tuple[int, str], ...] = ()
    """Events: the place of a label, and what happened then."""
    dim_last: bool = False
    """The last period is not over: it is drawn faint and its label gets a `*`."""
    title: str = ""
    """Stands above the plot."""
    empty: str = "No figures in these periods yet"
    """What stands in the middle while there is nothing to draw."""
    ticks: tuple[int, ...] = ()
    """The places whose labels may stand under the axis, ascending, where most labels are only steps between them."""
    from_zero: bool = False
    """The scale starts at zero even where all lines lie far above it, as it does for shares of a whole."""
    is_masked: bool = field(default_factory=masks.are_on)
    """Whether its amounts are: then it does not look like the same figures in view."""
