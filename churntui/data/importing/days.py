"""Reading days: as spreadsheets, databases and people write them, in the order that a file's columns tell together.

`03/04/2025` may be March or April, `26-03-31` may lie in 2026 or 2031. Which it is follows from all the days of its
column, then from those of the file's other columns; where they leave it open, or a column holds two orders, the user
is asked. A day that names its month is read in each language of our users.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from churntui.data.importing.doubts import DoubtError
from churntui.data.importing.profiles import DateOrder
from churntui.data.importing.reading.sheet import DAY_ZERO
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=\Z|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?=\Z|[\s,])")
_JOINED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?=\Z|[T\s,])")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?\Z")
_SERIAL_DIGITS = 5
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?\Z")

_YEAR = r"'?(\d{4}|\d{2})"
_REST = r"(?:\s*[гр]\.|\s*r\.)?(?:[,T\s]+\d{1,2}:\d{2}.*)?\Z"
_DAY_MONTH_YEAR = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s/-]*(?:de\s+|of\s+)?([^\W\d_]+)\.?,?[\s/-]*(?:del?\s+)?{_YEAR}{_REST}",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"([^\W\d_]+)\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+{_YEAR}{_REST}", re.IGNORECASE
)
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[\s/-]+([^\W\d_]+)\.?[\s/-]+(\d{{1,2}}){_REST}")
_MONTH_YEAR = re.compile(rf"([^\W\d_]+)\.?[\s/-]*{_YEAR}\Z")
_QUARTER = re.compile(r"\b[qQ]\s?[1-4]\b|\b[1-4]\s?[qQ]\b")
_WEEKDAY = re.compile(r"[^\W\d_]+\.?,?\s+(?=\S)")

_LANGUAGES = ("en", "de", "es", "pl", "uk", "ru", "fr", "it", "pt", "nl")

_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")

_LIKELY_YEARS = range(15, 41)
"""Years of two digits that a sheet of customers has: they tell the year from the day."""

_LAST_SHORT_YEAR = 49
"""A year of two digits after it may lie in either century."""

_Parts = tuple[int, int, int, bool]
"""Three numbers of a day as they stand, and whether the last has four digits."""


@cache
def months() -> Mapping[str, int]:
    """Every name of a month, folded, to its number; a name that two languages give to different months is none."""
    from babel import Locale  # slow, and few files need it

    named: dict[str, set[int]] = {"sept": {9}, "janner": {1}, "jan": {1}, "febr": {2}, "mrz": {3}}
    for language in _LANGUAGES:
        for forms in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    named.setdefault(fold(name).rstrip("."), set()).add(number)
    return {name: min(numbers) for name, numbers in named.items() if len(numbers) == 1 and not name.isdigit()}


class DayColumns:
    """The columns of days of one file: what they tell about the order of day, month and year, looked at once."""

    def __init__(self, rows: Callable[[], Iterable[list[str]]], places: Mapping[str, int]) -> None:
        self._rows = rows
        self._places = places
        self._parts: dict[str, set[_Parts]] | None = None

    def orders(self, name: str) -> tuple[DateOrder, ...]:
        """The orders that a column may be in; none where it holds several."""
        parts = self._read()
        own = _orders(parts[name])
        if len(own) < 2:
            return own
        of_all = _orders({part for each in parts.values() if _orders(each) for part in each})
        return tuple(order for order in own if order in of_all) or own

    def _read(self) -> Mapping[str, set[_Parts]]:
        if self._parts is None:
            self._parts = {name: set() for name in self._places}
            for cells in self._rows():
                for name, place in self._places.items():
                    found = _JOINED.match(cells[place].strip()) if place < len(cells) else None
                    if found and _orders([_parts(found)]):
                        self._parts[name].add(_parts(found))
        return self._parts


def _parts(found: re.Match[str]) -> _Parts:
    return int(found[1]), int(found[2]), int(found[3]), len(found[3]) == 4


def _arranged(parts: _Parts, order: DateOrder) -> tuple[int, int, int]:
    """Year, month and day."""
    first, second, third, _ = parts
    if order == "ymd":
        return first, second, third
    return (third, second, first) if order == "dmy" else (third, first, second)


def _fits(parts: _Parts, order: DateOrder) -> bool:
    _, month, day = _arranged(parts, order)
    return 1 <= month <= 12 and 1 <= day <= 31 and not (order == "ymd" and parts[3])


def _orders(every: Iterable[_Parts]) -> tuple[DateOrder, ...]:
    """The orders that all of them can be in: those that give likely years, if any does."""
    found = list(every)
    fitting = tuple(order for order in _ORDERS if all(_fits(parts, order) for parts in found))
    likely = tuple(
        order
        for order in fitting
        if all(parts[3] or _arranged(parts, order)[0] in _LIKELY_YEARS for parts in found)
    )
    return likely or fitting


class DayReader:
    """Reads the days of one column."""

    def __init__(
        self,
        order: DateOrder | None,
        orders: Callable[[], tuple[DateOrder, ...]] | None = None,
        *,
        usual: DateOrder | None = None,
        takes_serials: bool = False,
        day_zero: date = DAY_ZERO,
    ) -> None:
        """With what the user said, or a way to ask the file.

        Args:
            order: What the user said; None to find out.
            orders: The orders its column may be in, as the file tells; asked once, when it first matters.
            usual: The order where the file leaves it open.
            takes_serials: Whether a bare number of five digits may be a day of Excel's.
            day_zero: Where such numbers are counted from.
        """
        self._order = order
        self._orders = orders
        self._usual = usual
        self._known: tuple[DateOrder, ...] | None = None
        self._takes_serials = takes_serials
        self._day_zero = day_zero
        self.inferred: DateOrder | None = None
        """The order the file told, where it was needed."""

    def read(self, text: str) -> date:
        """The day in the text; a time of day beside it is dropped, seconds (or milliseconds) since 1970 are in UTC.

        Raises:
            BadInputError: No day, or its order cannot be known.
        """
        iso = _ISO.match(text) or _COMPACT.match(text)
        if iso:
            return _day(text, *map(int, iso.groups()))
        epoch = _EPOCH.match(text)
        if epoch:
            return datetime.fromtimestamp(int(epoch[1]), UTC).date()
        dotted = _DOTTED.match(text)
        if dotted:
            day, month, year = map(int, dotted.groups())
            return _day(text, _full(text, year, len(dotted[3])), month, day)
        joined = _JOINED.match(text)
        if joined:
            return self._joined(text, _parts(joined))
        if self.is_serial(text):
            return self._day_zero + timedelta(days=int(text[:_SERIAL_DIGITS]))
        return _named(text)

    def is_serial(self, text: str) -> bool:
        """Whether a text is a day as Excel numbers them."""
        return self._takes_serials and _SERIAL.match(text) is not None

    def _joined(self, text: str, parts: _Parts) -> date:
        orders = (self._order,) if self._order else self._told() or _orders([parts])
        days = {_of_order(text, parts, order) for order in orders if len(orders) == 1 or _fits(parts, order)}
        if len(days) == 1:
            return days.pop()
        if not days:
            raise BadInputError(
                f"“{text}” is not a day of the calendar", "Check it, and the order of day and month"
            )
        both = " or ".join(_READ_AS[order] for order in orders)
        hint = f"Say which: --date-order {' or '.join(orders)}"
        raise DoubtError(f"“{text}” may be {both}", hint, "date_order", orders)

    def _told(self) -> tuple[DateOrder, ...]:
        """The orders the file leaves; none where there is no file.

        Raises:
            BadInputError: The column holds several.
        """
        if self._orders is None:
            return ()
        if self._known is None:
            orders = self._orders()
            is_open = self._usual is not None and (not orders or self._usual in orders)
            self._known = (self._usual,) if self._usual and is_open and len(orders) != 1 else orders
        orders = self._known
        if not orders:
            raise BadInputError(
                "stands in a column with days in several orders of day and month",
                "Mend the column, or say --date-order dmy or mdy",
            )
        if len(orders) == 1:
            self.inferred = orders[0]
        return orders


_READ_AS: Mapping[DateOrder, str] = {"dmy": "day/month", "mdy": "month/day", "ymd": "year-month-day"}


def _of_order(text: str, parts: _Parts, order: DateOrder) -> date:
    year, month, day = _arranged(parts, order)
    return _day(text, _full(text, year, 4 if parts[3] else 2), month, day)


def _named(text: str) -> date:
    """A day that names its month."""
    bare = text
    first = _WEEKDAY.match(bare)
    if first and fold(first[0].strip(" .,")) not in months():
        bare = bare[first.end() :]
    for form, places in (
        (_DAY_MONTH_YEAR, (3, 2, 1)),
        (_MONTH_DAY_YEAR, (3, 1, 2)),
        (_YEAR_MONTH_DAY, (1, 2, 3)),
    ):
        found = form.match(bare)
        month = months().get(fold(found[places[1]])) if found else None
        if found and month:
            year, day = found[places[0]], int(found[places[2]])
            return _day(text, _full(text, int(year), len(year)), month, day)
    if _QUARTER.search(text):
        raise BadInputError(f"“{text}” is a quarter, no day", "Write it as YYYY-MM-DD")
    found = _MONTH_YEAR.match(text)
    if found and fold(found[1]) in months():
        raise BadInputError(f"“{text}” is a month, no day", "Write it as YYYY-MM-DD")
    raise BadInputError(f"“{text}” is not a day", "Write it as YYYY-MM-DD")


def _full(text: str, year: int, digits: int) -> int:
    """A year of four digits.

    Raises:
        BadInputError: Of two digits only, it may lie in either century.
    """
    if digits == 4:
        return year
    if year > _LAST_SHORT_YEAR:
        raise BadInputError(
            f"“{text}” may lie in 19{year:02} or 20{year:02}", "Write the year with four digits"
        )
    return year + 2000


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInputError(
            f"“{text}” is not a day of the calendar", "Check it, and the order of day and month"
        ) from None
