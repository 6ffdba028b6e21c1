"""The shareable part as a list: each point in as many lines as it takes, under the headings it is read under.

What somebody did about a point is a sign before it and a word after it; those that are not in the brief stand below,
so that nothing that could be said is out of sight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip

from churntui.briefs import cited
from churntui.briefs.deciding import PlacedPoint
from churntui.briefs.facts import Section
from churntui.briefs.output.frame import shared_source
from churntui.model.choices import Language, PointState
from churntui.ui.kit.safe import visible
from churntui.ui.kit.table import VirtualTable

_INDENT = 3
"""Cells before the words: the cursor, the sign, and one of air."""

_SIGNS: dict[PointState | None, str] = {
    None: "·", "accepted": "✓", "edited": "✎", "added": "+", "dropped": "−"
}  # fmt: skip

_WORDS: dict[PointState | None, str] = {
    None: "", "accepted": "", "edited": "edited", "added": "added", "dropped": "dropped"
}  # fmt: skip
"""What is said of a point after it; that it is accepted is nothing to be read."""

OFFERED = "Not in the brief"

STALE, WITHHELD = "!", "!"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list."""

    text: Text
    place: int | None = None
    """Whose row it is; None of a heading."""
    is_first: bool = False


class PointList(VirtualTable[PlacedPoint]):
    """The points under their headings, with a cursor; wide characters and long words are broken, never cut."""

    DEFAULT_CSS = """
    PointList { scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str, classes: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__((), empty="There is nothing to say yet: a adds a point", id=id, classes=classes)
        self._as_of = date.min
        self._language: Language = "en"
        self._wrapped: tuple[int, list[_Line]] = (-1, [])

    def write(self, places: Sequence[PlacedPoint], as_of: date, language: Language, *, anew: bool) -> None:
        """Show these, from the top where they are `anew` and not the same brief brought up to date."""
        self._as_of, self._language = as_of, language
        if anew:
            self.forget_marks()
        self._wrapped = (-1, [])
        self.set_rows(places, keep=_identity)
        if anew:
            self.cursor = 0
            self.scroll_home(animate=False)

    def step_off(self, places: Sequence[PlacedPoint]) -> None:
        """Put the cursor on the next point of the same pile that is none of these: those are about to leave it."""
        leaving = set(map(_identity, places))
        if self.row is None or _identity(self.row) not in leaving:
            return
        staying = [
            at
            for at, place in enumerate(self.rows)
            if place.is_in == self.row.is_in and _identity(place) not in leaving
        ]
        after = next((at for at in staying if at > self.cursor), None)
        before = next((at for at in reversed(staying) if at < self.cursor), None)
        if after is not None or before is not None:
            self.cursor = after if after is not None else before or 0

    def stand_on(self, key: str) -> None:
        """Put the cursor on a point by what it is proposed by."""
        self.cursor = next((at for at, place in enumerate(self.rows) if place.point.key == key), self.cursor)

    @property
    def _lines(self) -> list[_Line]:
        width = self.scrollable_content_region.width
        if self._wrapped[0] != width:
            self._wrapped = width, list(self._laid_out(max(1, width)))
        return self._wrapped[1]

    def _laid_out(self, width: int) -> Iterator[_Line]:
        """Every line, headings and the blank ones before them too."""
        rows = enumerate(self._rows)
        for (is_in, _), group in groupby(
            rows, key=lambda row: (row[1].is_in, row[1].is_in and row[1].heading)
        ):
            section = list(group)
            if section[0][0]:
                yield _Line(Text())
            if is_in:
                points = tuple(place.point for _, place in section)
                common = shared_source(Section("", points), self._as_of, self._language)
                yield from self._heading(section[0][1].heading, common, width)
            else:
                common = ""
                yield from self._heading(OFFERED, "A takes one in", width)
            for nth, place in section:
                yield from self._block(nth, place, common, width)

    def _heading(self, heading: str, aside: str, width: int) -> Iterator[_Line]:
        text = Text.assemble(
            (visible(heading), "bold underline"), (f"  {visible(aside)}" if aside else "", "dim")
        )
        yield from (_Line(line) for line in self._broken(text, width, 1))

    def _block(self, nth: int, place: PlacedPoint, common: str, width: int) -> Iterator[_Line]:
        """The lines of a point: what it says, what follows from it, and what is proposed now where it is stale."""
        point = place.point
        look = "" if place.is_in else "dim"
        text = Text(visible(point.text), look)
        aside = [] if common else [cited(point, self._as_of, self._language)]
        if not place.is_in:
            aside = [place.heading]
        aside += [*_said_of(place)]
        text.append("".join(f" · {visible(part)}" for part in aside if part), "dim")
        texts = [text]
        if point.so_what:
            texts.append(Text(visible(f"→ {point.so_what}"), "dim italic" if look else "italic"))
        if place.is_stale:
            texts.append(Text(visible(f"now: {' → '.join(point.proposed.splitlines())}"), "dim"))
        lines = [line for part in texts for line in self._broken(part, width, _INDENT)]
        yield from (_Line(line, nth, is_first=not at) for at, line in enumerate(lines))

    def _broken(self, text: Text, width: int, indent: int) -> list[Text]:
        """The text in lines of at most so many cells."""
        return list(text.wrap(self.app.console, max(1, width - indent), overflow="fold"))

    def _show_extent(self) -> None:
        self.virtual_size = Size(0, len(self._lines) if self._rows else 1)

    def _lines_of(self, place: int) -> Region:
        lines = [at for at, line in enumerate(self._lines) if line.place == place]
        if not lines:
            return Region(0, 0, 1, 1)
        first, last = lines[0], lines[-1]
        while first and self._lines[first - 1].place is None:  # its heading is part of it
            first -= 1
        return Region(0, first, 1, last - first + 1)

    def _place_at(self, line: int) -> int | None:
        at = line + self.scroll_offset.y
        return self._lines[at].place if at < len(self._lines) else None

    def on_resize(self) -> None:
        """Breaks the lines anew."""
        self._show_extent()

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the list anew: a row has many lines."""
        super().watch_cursor(old, new)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width = self.scrollable_content_region.width
        if not self._rows:
            return self._empty_line(y, width)
        at = y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        if line.place is None:
            return self._drawn(" ", line.text, self.rich_style, width)
        is_chosen = line.place == self.cursor
        base = self.get_component_rich_style("virtual-table--cursor") if is_chosen else self.rich_style
        sign = _sign(self._rows[line.place]) if line.is_first else " "
        edge = self._sign(line.place, chosen=is_chosen) if line.is_first else " "
        # on the cursor's own background what is dim may not be readable
        text = Text(line.text.plain) if is_chosen else line.text
        return self._drawn(f"{edge}{sign} ", text, base, width)

    def _drawn(self, edge: str, text: Text, base: Style, width: int) -> Strip:
        segments = [Segment(edge, base), *text.render(self.app.console, end="")]
        return Strip(Segment.apply_style(segments, base)).adjust_cell_length(width, base)

    def action_page(self, pages: int) -> None:
        """Moves the cursor by what the view holds."""
        if not self._rows:
            return
        places = [line.place for line in self._lines]
        at = places.index(self.cursor) + pages * max(1, self.scrollable_content_region.height - 1)
        onward = places[max(0, at) :] if pages > 0 else places[max(0, at) :: -1]
        ends = len(self._rows) - 1 if pages > 0 else 0
        self.cursor = next((place for place in onward if place is not None), ends)


def _identity(place: PlacedPoint) -> object:
    """What it is proposed by, and in which pile: one that leaves its pile is not followed into the other."""
    return place.point.key or place.point.text, place.is_in


def _sign(place: PlacedPoint) -> str:
    if place.is_stale:
        return STALE
    return WITHHELD if place.withheld else _SIGNS[place.point.state]


def _said_of(place: PlacedPoint) -> Iterator[str]:
    """What somebody did about it, in words."""
    yield _WORDS[place.point.state]
    if place.is_stale:
        yield "stale: R takes the new figures"
    for hit in place.withheld:
        yield f"{hit.told}: f2 takes it out"
