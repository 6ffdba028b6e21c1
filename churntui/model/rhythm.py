"""How often logos are to be talked with: the larger one is, the more often. `90; 60 from 25k; 30 from 100k`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from churntui.plain.errors import BadInputError

_PART = re.compile(
    r"(?P<days>\d{1,4})(?:\s*(?:days|d))?(?:\s+from\s+(?P<arr>\d{1,9})\s*(?P<size>[kKmM]?))?\Z"
)
_SIZES = {"": 1, "k": 1_000, "m": 1_000_000}
_HINT = "Write days, and fewer of them from an ARR on: 90; 60 from 25k; 30 from 100k"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days that may pass without a talk, by ARR."""

    bands: tuple[tuple[int, int], ...]
    """(ARR in whole units of the reporting currency, days) from the smallest on; the first is from 0."""

    @classmethod
    def parsed(cls, text: str) -> Rhythm:
        """The rhythm a text says.

        Raises:
            BadInputError: It says none.
        """
        bands: dict[int, int] = {}
        for part in filter(None, (part.strip() for part in re.split(r"[;,]", text))):
            read = _PART.match(part)
            days = int(read["days"]) if read else 0
            if read is None or not 1 <= days <= 3_660:
                raise BadInputError(f"“{part}” is no rhythm of talks", _HINT)
            bands[int(read["arr"] or 0) * _SIZES[(read["size"] or "").lower()]] = days
        if 0 not in bands:
            raise BadInputError("It does not say how many days are too many for the smallest logos", _HINT)
        return cls(tuple(sorted(bands.items())))

    @property
    def text(self) -> str:
        """As `parsed` reads it."""
        return "; ".join(f"{days} from {_short(arr)}" if arr else str(days) for arr, days in self.bands)

    def days(self, arr: int) -> int:
        """Those of a logo that pays so much a year."""
        return [days for least, days in self.bands if arr >= least][-1]


def _short(arr: int) -> str:
    for sign, size in (("m", 1_000_000), ("k", 1_000)):
        if arr % size == 0:
            return f"{arr // size}{sign}"
    return str(arr)
