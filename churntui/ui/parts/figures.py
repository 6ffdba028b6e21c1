"""The columns of a table of Trends, from the headings its figures bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from churntui.questions.shown import Heading, Line
from churntui.ui.kit.table import Column


class Lined(Protocol):
    """What can be a row of these tables."""

    @property
    def line(self) -> Line:
        """Its texts."""


Row = TypeVar("Row", bound=Lined)


def columns_of(headings: Sequence[Heading]) -> list[Column[Row]]:
    """The columns of a table of lines."""

    def column(place: int, heading: Heading) -> Column[Row]:
        return Column(
            heading.title,
            heading.width,
            lambda row: row.line.cell(place),
            heading.align,
            flex=heading.flex,
            priority=heading.priority,
        )

    return [column(place, heading) for place, heading in enumerate(headings)]
