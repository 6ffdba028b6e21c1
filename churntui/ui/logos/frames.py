"""Where the sections of a page stand: beside each other where there is room, and in views that are gone through.

A view is what is seen at once. Each section says how many lines it takes at least and how many it would like; a
column shares its lines out so that every frame is whole, and what has no room stands in the next view. All of it is
arithmetic on cells: a page that is resized is arranged anew and loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TWO_FROM, THREE_FROM = 110, 180
"""Cells from which two, and three, sections stand side by side."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a section takes."""

    least: int
    """Lines, its frame among them, below which it says nothing."""
    wanted: int
    """Lines in which all of it can be read."""
    grows: bool = False
    """Whether it takes what the others leave."""
    two: tuple[int, int] = (1, 0)
    """Its view and its column where there are two."""
    three: int = 2
    """Its column where there are three."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a section stands."""

    view: int
    x: int
    y: int
    width: int
    height: int


def columns_in(width: int) -> int:
    """How many sections stand side by side."""
    return 3 if width >= THREE_FROM else 2 if width >= TWO_FROM else 1


def arranged(needs: Sequence[Need], width: int, height: int) -> list[Frame]:
    """The frame of each section, in their order; empty while there is no room at all."""
    if width <= 0 or height <= 0:
        return []
    frames: dict[int, Frame] = {}
    view = 0
    for columns in _views(needs, columns_in(width)):
        chunks = [_chunks(column, needs, height) for column in columns]
        for nth in range(max(map(len, chunks))):
            standing = [chunk[nth] for chunk in chunks if nth < len(chunk)]
            frames.update(_side_by_side(standing, needs, view, width, height))
            view += 1
    return [frames[at] for at in range(len(needs))]


def heights(needs: Sequence[Need], room: int) -> list[int]:
    """The lines that sections one below the other get: at least what each needs, together all there are."""
    lines = [min(need.least, room) for need in needs]
    spare = room - sum(lines)
    while spare > 0:
        hungry = [at for at, need in enumerate(needs) if lines[at] < need.wanted]
        if not hungry:
            break
        for at in hungry[:spare]:
            lines[at] += 1
        spare -= len(hungry[:spare])
    growing = [at for at, need in enumerate(needs) if need.grows] or [len(needs) - 1]
    for nth, at in enumerate(growing):
        lines[at] += max(0, spare) // len(growing) + (nth < max(0, spare) % len(growing))
    return lines


def _views(needs: Sequence[Need], columns: int) -> list[list[list[int]]]:
    """The sections by view and column; those without any left out."""
    views: dict[int, dict[int, list[int]]] = {}
    for at, need in enumerate(needs):
        view, column = (at, 0) if columns == 1 else need.two if columns == 2 else (0, need.three)
        views.setdefault(view, {}).setdefault(column, []).append(at)
    return [[views[view][column] for column in sorted(views[view])] for view in sorted(views)]


def _chunks(column: Sequence[int], needs: Sequence[Need], height: int) -> list[list[int]]:
    """As many of a column as have room at once, one after the other."""
    chunks: list[list[int]] = [[]]
    for at in column:
        if chunks[-1] and sum(needs[one].least for one in (*chunks[-1], at)) > height:
            chunks.append([])
        chunks[-1].append(at)
    return chunks


def _side_by_side(
    columns: Sequence[Sequence[int]], needs: Sequence[Need], view: int, width: int, height: int
) -> dict[int, Frame]:
    frames = {}
    for nth, column in enumerate(columns):
        left, right = width * nth // len(columns), width * (nth + 1) // len(columns)
        y = 0
        for at, lines in zip(column, heights([needs[at] for at in column], height), strict=True):
            frames[at] = Frame(view, left, y, right - left, lines)
            y += lines
    return frames
