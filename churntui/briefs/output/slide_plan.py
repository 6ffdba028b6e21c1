"""What stands on which slide, before anything is drawn: no text is longer than the room it has.

A section is a table where its points are rows of figures (goals, promises, what comes next), else a list with the
charts of its points beside it; what one slide has no room for goes on on the next, and text is never set smaller than
12 points. An executive's review is one slide in two columns: where it is too long for that, what follows from the
points goes into the notes, and only then a second slide follows. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from churntui.briefs.facts import Figure, Point, Section
from churntui.briefs.language import Wording
from churntui.briefs.output.fitting import width, wrapped
from churntui.briefs.output.frame import cited, shared_source
from churntui.model.choices import BriefSection
from churntui.plain.text import clean_line

LEADING = 1.2
"""Height of a line in sizes of its text."""

INSET = 7.2
"""What a box of text keeps free on its left and right."""

INDENTS = (28.0, 60.0)
"""How far a point and what follows from it stand in."""

MOST_CHARTS = 2
"""Charts on one slide."""

CHART_SHARE = 0.42
"""The share of a slide's width that charts take."""

GAP = 24.0
"""Between two columns."""

_LIST_SIZES = (24.0, 20.0, 18.0, 16.0)
_TABLE_SIZES = (16.0, 14.0, 12.0)
_PAGE_SIZES = (14.0, 13.0, 12.0)

_AS_TABLES: frozenset[BriefSection] = frozenset({"goals", "promises", "next"})

_BOLD = 1.08
"""How much broader bold text is."""

_CELL_PADDING = (16.0, 9.0)
"""What a cell keeps free beside, and over and under its text."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a slide has for its text."""

    width: float
    height: float
    letter: float = 1.0
    """How wide a letter is against one of the broadest."""


@dataclass(frozen=True, slots=True)
class ListSlide:
    """Points under each other, the charts of some of them on the right."""

    heading: str
    points: tuple[Point, ...]
    size: float

    @property
    def charted(self) -> tuple[Point, ...]:
        """The points with a chart."""
        return tuple(point for point in self.points if point.figure)


@dataclass(frozen=True, slots=True)
class TableSlide:
    """A point in each row."""

    heading: str
    points: tuple[Point, ...]
    size: float
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    """Of the header, then of each row."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or a point under it."""

    point: Point | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PageSlide:
    """All sections in two columns."""

    heading: str
    points: tuple[Point, ...]
    size: float
    columns: tuple[tuple[Block, ...], ...]
    follows: bool
    """Whether what follows from a point is said under it, and not in the notes alone."""


Slide = ListSlide | TableSlide | PageSlide


def plan(sections: Sequence[Section], room: Room, as_of: date, w: Wording) -> Iterator[Slide]:
    """The slides of the sections, one after another."""
    for section in sections:
        yield from _tabled(section, room, as_of, w) or _listed(section, room)


def one_page(sections: Sequence[Section], heading: str, room: Room) -> Iterator[PageSlide]:
    """An executive's review: one slide, or as few as it takes."""
    column = replace(room, width=(room.width - GAP) / 2)
    for size, follows in (*((size, True) for size in _PAGE_SIZES), (_PAGE_SIZES[-1], False)):
        slides = [*_in_columns(sections, heading, column, size, follows=follows)]
        if len(slides) == 1:
            break
    yield from slides


def _paragraph(text: str, room: Room, size: float, indent: float, before: float) -> float:
    lines = wrapped(clean_line(text), (room.width - 2 * INSET - indent) / size, room.letter)
    return (len(lines) * LEADING + before) * size


def point_height(point: Point, room: Room, size: float, *, follows: bool = True) -> float:
    """What a point takes in a list so wide."""
    height = _paragraph(point.text, room, size, INDENTS[0], 0.5)
    if follows and point.so_what:
        height += _paragraph(point.so_what, room, size - 2, INDENTS[1], 0.2)
    return height


def _listed(section: Section, room: Room) -> Iterator[ListSlide]:
    """The section as lists: in the largest size in which it takes one slide, else in the smallest."""
    for size in _LIST_SIZES:
        if _fits(section.points, room, size):
            yield ListSlide(clean_line(section.heading), section.points, size)
            return
    size = _LIST_SIZES[-1]
    here: list[Point] = []
    slides: list[tuple[Point, ...]] = []
    for part in (part for point in section.points for part in _parts(point, room, size)):
        if here and not _fits([*here, part], room, size):
            slides.append(tuple(here))
            here = []
        here.append(part)
    for nth, points in enumerate((*slides, tuple(here)), start=1):
        yield ListSlide(_continued(section.heading, nth), points, size)


def beside_charts(points: Sequence[Point], room: Room) -> Room:
    """What the list of these points has beside their charts."""
    if not any(point.figure for point in points):
        return room
    return replace(room, width=room.width * (1 - CHART_SHARE) - GAP)


def _fits(points: Sequence[Point], room: Room, size: float) -> bool:
    left = beside_charts(points, room)
    charts = sum(point.figure is not None for point in points)
    return charts <= MOST_CHARTS and sum(point_height(point, left, size) for point in points) <= room.height


def _parts(point: Point, room: Room, size: float) -> Iterator[Point]:
    """The point, in parts where it alone is longer than a slide."""
    if _fits([point], room, size):
        yield point
        return
    ems = (beside_charts([point], room).width - 2 * INSET - INDENTS[0]) / size
    most = max(1, int(room.height / (LEADING * size)) - 2)
    lines = [
        line for text in (point.text, point.so_what) for line in wrapped(clean_line(text), ems, room.letter)
    ]
    for at in range(0, len(lines), most):
        text = "".join(lines[at : at + most]).strip()
        yield replace(point, text=text, so_what="", figure=point.figure if at == 0 else None)


def _continued(heading: str, nth: int) -> str:
    return clean_line(heading) if nth == 1 else f"{clean_line(heading)} ({nth})"


def _tabled(section: Section, room: Room, as_of: date, w: Wording) -> list[TableSlide]:
    """The section as tables; none where it has but one column, or a row would be longer than a slide."""
    if section.code not in _AS_TABLES or len(section.points) < 2:
        return []
    header, rows = _cells(section, as_of, w)
    if len(header) < 2:
        return []
    for size in _TABLE_SIZES:
        widths = _widths(header, rows, room, size)
        head, *heights = (_row_height(row, widths, room, size) for row in (header, *rows))
        if head + sum(heights) <= room.height:
            break
    if head + max(heights) > room.height:
        return []
    slides: list[TableSlide] = []
    begun = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or head + sum(heights[begun : end + 1]) > room.height:
            slides.append(
                TableSlide(
                    _continued(section.heading, len(slides) + 1),
                    section.points[begun:end],
                    size,
                    header,
                    tuple(rows[begun:end]),
                    widths,
                    (head, *heights[begun:end]),
                )
            )
            begun = end
    return slides


def _cells(section: Section, as_of: date, w: Wording) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The header and a row for each point; a column that would be empty is left out."""
    ways = [point.figure for point in section.points]
    labels = next((figure.labels for figure in ways if figure and figure.kind == "progress"), ())
    shared = shared_source(section, as_of, w.language)
    columns = [(w("point"), [point.text for point in section.points])]
    columns += [(label, [_shown(figure, nth) for figure in ways]) for nth, label in enumerate(labels)]
    columns.append((w("so-what"), [point.so_what for point in section.points]))
    columns.append(
        (w("source"), ["" if shared else cited(point, as_of, w.language) for point in section.points])
    )
    kept = [(head, [clean_line(cell) for cell in cells]) for head, cells in columns if any(cells)]
    return tuple(clean_line(head) for head, _ in kept), [*zip(*(cells for _, cells in kept), strict=True)]


def _shown(figure: Figure | None, nth: int) -> str:
    return figure.shown[nth] if figure and figure.kind == "progress" else ""


def _widths(
    header: tuple[str, ...], rows: Sequence[tuple[str, ...]], room: Room, size: float
) -> tuple[float, ...]:
    """Short columns as wide as they need to be; the long ones share the rest, those with more in them get more."""
    columns = [*zip(header, *rows, strict=True)]
    needed = [
        max(width(cell, room.letter) for cell in column) * size * _BOLD + _CELL_PADDING[0]
        for column in columns
    ]
    short = room.width / (len(columns) + 1)
    rest = room.width - sum(need for need in needed if need <= short)
    longer = sum(sqrt(need) for need in needed if need > short)
    if not longer:
        return tuple(need * room.width / sum(needed) for need in needed)
    return tuple(need if need <= short else rest * sqrt(need) / longer for need in needed)


def _row_height(row: Sequence[str], widths: Sequence[float], room: Room, size: float) -> float:
    lines = (
        len(wrapped(cell, max(2.0, (broad - _CELL_PADDING[0]) / size), room.letter))
        for cell, broad in zip(row, widths, strict=True)
    )
    return max(lines) * LEADING * size + _CELL_PADDING[1]


def block_height(block: Block, room: Room, size: float, *, follows: bool) -> float:
    """What a block takes in a column."""
    if block.point is None:
        return _paragraph(block.heading, room, size + 1, 0, 0.5)
    return point_height(block.point, room, size, follows=follows) - 0.2 * size


def _in_columns(
    sections: Sequence[Section], heading: str, column: Room, size: float, *, follows: bool
) -> Iterator[PageSlide]:
    """The sections from column to column; a heading stands with its first point."""
    groups = [*_groups(sections, column, size, follows=follows)]
    heights = [sum(block_height(block, column, size, follows=follows) for block in group) for group in groups]
    total = sum(heights)
    columns: list[list[Block]] = [[]]
    used = 0.0
    for group, height in zip(groups, heights, strict=True):
        is_balanced = total <= 1.8 * column.height and len(columns) == 1 and used >= total / 2
        if columns[-1] and (used + height > column.height or is_balanced):
            columns.append([])
            used = 0.0
        columns[-1] += group
        used += height
    for nth in range(0, len(columns), 2):
        pair = tuple(tuple(blocks) for blocks in columns[nth : nth + 2])
        points = tuple(block.point for blocks in pair for block in blocks if block.point)
        yield PageSlide(_continued(heading, nth // 2 + 1), points, size, pair, follows)


def _groups(
    sections: Sequence[Section], column: Room, size: float, *, follows: bool
) -> Iterator[tuple[Block, ...]]:
    """What must stand in one column."""
    bare = replace(column, height=column.height - 3 * LEADING * size)
    for section in sections:
        head: tuple[Block, ...] = (Block(None, clean_line(section.heading)[:200]),)
        for point in section.points:
            plain = replace(point, figure=None, so_what=point.so_what if follows else "")
            first, *others = _parts(plain, bare, size)
            yield (*head, Block(first if follows else replace(first, so_what=point.so_what)))
            yield from ((Block(other),) for other in others)
            head = ()
