"""Notice: the last day to give it, which trackers call much like the day on which it was given, and how long it is.

A column called `Notice Date` with a day for every contract holds last days: notice is given by few. Such a day says how
many days before its end a contract asks for notice; taken for notice given, all of them would be leaving.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import date
from itertools import islice

from churntui.data.importing.check import Cell, blank
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.profiles import header_key
from churntui.data.importing.reading.sheet import Sheet
from churntui.plain.text import clean_line, fold

_LOOKED_AT = 5_000

_LONGEST_NOTICE = 400

_MONTHS = frozenset(("1", "2", "3", "4", "6", "9", "12"))

_MAY_BE_EITHER = frozenset(map(header_key, ("notice_date", "notice", "notice_day")))


def with_notice(sheet: Sheet, mapping: Mapping) -> Mapping:
    """The mapping with what its columns of notice hold."""
    return with_months(sheet, with_deadline(sheet, mapping))


def with_deadline(sheet: Sheet, mapping: Mapping) -> Mapping:
    """The mapping with a column that may hold either as what it holds."""
    place = mapping.at.get("notice_on")
    if place is None or mapping.is_own or header_key(sheet.header[place]) not in _MAY_BE_EITHER:
        return mapping
    cells = [
        clean_line(row[place]) for _, row in islice(sheet.rows(), _LOOKED_AT) if any(map(str.strip, row))
    ]
    if not cells or any(blank(cell) for cell in cells):
        return mapping
    at = {name: where for name, where in mapping.at.items() if name != "notice_on"}
    return replace(mapping, at=at, beside={**mapping.beside, "notice_by": place})


def with_months(sheet: Sheet, mapping: Mapping) -> Mapping:
    """The mapping with bare numbers of a notice as months, where all of them are few, as days never are."""
    place = mapping.at.get("notice_days")
    says_unit = place is None or "day" in fold(sheet.header[place]) or "tag" in fold(sheet.header[place])
    if place is None or says_unit or mapping.is_own or mapping.notice_unit:
        return mapping
    cells = {
        clean_line(row[place]) for _, row in islice(sheet.rows(), _LOOKED_AT) if any(map(str.strip, row))
    }
    told = {cell for cell in cells if not blank(cell)}
    return replace(mapping, notice_unit="months") if told and told <= _MONTHS else mapping


def keep(stated: MutableMapping[str, Cell], notice_by: str | None) -> bool:
    """Make the days of notice of the last day to give it; whether that says them."""
    ends_on = stated.get("ends_on")
    if notice_by is None or ends_on is None or stated.get("notice_days") is not None:
        return False
    days = (date.fromisoformat(str(ends_on)) - date.fromisoformat(notice_by)).days
    if not 0 < days <= _LONGEST_NOTICE:
        return False
    stated["notice_days"] = days
    return True
