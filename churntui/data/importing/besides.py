"""Rows of a sheet that are no data: totals, headings of sections, footers, the header once more.

They are told by what else their row holds, so that a logo called Total stays a logo, and each is named when it is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from churntui.data.importing.mapping import Mapping
from churntui.data.importing.numbers import without_sign, written
from churntui.data.importing.words import words
from churntui.model.schema import DAYS
from churntui.plain.text import clean_line, fold

_SUMMED = frozenset({"amount", "number", "whole", "currency"})
"""Kinds of what may stand in a row that sums up others."""

_AROUND = re.compile(r"\s*\([^)]*\)|[:.\s*=]+\Z|\A[*=\s]+")


class Besides:
    """Tells which rows of a sheet are beside its data."""

    def __init__(self, header: Sequence[str], mapping: Mapping) -> None:
        self._header = [fold(title) for title in header]
        self._is_of_logos = mapping.table.name == "logos"
        columns = {column.name: column for column in mapping.table.columns + mapping.table.extras}
        self._telling = frozenset(
            place for name, place in mapping.at.items() if columns[name].kind not in _SUMMED
        )
        """Places of what a row of data must have some of: an id, a name, a day."""
        self._days = frozenset(place for name, place in mapping.at.items() if columns[name].kind in DAYS)

    def name_of(self, cells: Sequence[str]) -> str:
        """What a row that is no data is called; empty for one that is."""
        telling = (place for place in self._telling if place < len(cells) and clean_line(cells[place]))
        told = list(islice(telling, 2))
        has_day = not self._days or any(place < len(cells) and cells[place].strip() for place in self._days)
        if len(told) == 2 and has_day and not self._is_heading_of(told[0], cells):
            return ""  # as nearly every row
        filled = [(place, text) for place, cell in enumerate(cells) if (text := clean_line(cell))]
        if not filled:
            return ""
        if len(filled) > 1 and all(self._is_heading_of(place, cells) for place, _ in filled):
            return "the header again"
        (first, label), others = filled[0], filled[1:]
        is_lone = not others and len(self._header) > 2
        is_footer = is_lone and fold(label).startswith(words().footers)
        only_numbers = all(is_number(text) or fold(text) in words().totals for _, text in others)
        needed = self._days if is_total(label, alone=True) and not self._is_of_logos else self._telling
        sums_up = (
            only_numbers
            and is_total(label, alone=self._is_of_logos)
            and not (needed & {place for place, _ in others})
        )
        is_sum = is_number(label) and only_numbers and not self._telling & {place for place, _ in filled}
        is_heading = is_lone and not self._is_of_logos and first == 0
        return label if is_footer or sums_up or is_sum or is_heading else ""

    def _is_heading_of(self, place: int, cells: Sequence[str]) -> bool:
        """Whether a cell says what stands above its column."""
        return self._header[place : place + 1] == [fold(clean_line(cells[place]))]


def is_total(label: str, *, alone: bool = False) -> bool:
    """Whether a name is that of a row that sums up others; `alone` where no other word may follow."""
    bare = fold(_AROUND.sub("", label))
    return bare in words().totals or (
        not alone and bare.startswith(tuple(f"{total} " for total in words().totals))
    )


def is_number(text: str) -> bool:
    """Whether a cell holds a number or what an amount is in."""
    bare = without_sign(text)[0].removesuffix("%")
    return text in words().currencies or written(bare) is not None
