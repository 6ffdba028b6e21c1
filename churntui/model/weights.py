"""What share of its ARR a called stage counts at in a forecast: as usual, or as a book says it.

A book keeps what differs in one setting, a line that can be read and typed: `at risk 43; verbal 95`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from churntui.model.choices import FORECAST_PERCENT, STAGE_LABELS, STAGES, Stage
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold

Weights = Mapping[Stage, int]
"""Stage to whole percent."""

_PART = re.compile(r"(?P<stage>.+?)\s*[:=]?\s*(?P<percent>\d{1,3})\s*%?\Z")

_HINT = "Write it like: open 60; verbal 90; at risk 43"

_STAGE_OF: Mapping[str, Stage] = {fold(label): stage for stage, label in STAGE_LABELS.items()}


@cache
def weights(text: str) -> Weights:
    """The weights that a text says, and the usual ones for stages it does not name.

    Raises:
        BadInputError: It says something else.
    """
    said: dict[Stage, int] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;,]", text))):
        read = _PART.match(part)
        stage = read and _STAGE_OF.get(fold(read["stage"].replace("_", " ")))
        if read is None or stage is None or int(read["percent"]) > 100:
            raise BadInputError(f"“{part}” is no stage with its weight in percent", _HINT)
        said[stage] = int(read["percent"])
    return MappingProxyType(FORECAST_PERCENT | said)


def written(known: Weights) -> str:
    """As `weights` reads it: what differs from the usual."""
    return "; ".join(
        f"{STAGE_LABELS[stage]} {known[stage]}" for stage in STAGES if known[stage] != FORECAST_PERCENT[stage]
    )


def told(known: Weights) -> str:
    """`open 70 %, verbal 90 %, at risk 25 %, won 100 %, lost 0 %`."""
    return ", ".join(f"{STAGE_LABELS[stage]} {known[stage]} %" for stage in STAGES)
