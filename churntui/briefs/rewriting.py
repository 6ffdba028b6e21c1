"""A brief as a text to be written on elsewhere, and what a text that comes back changes.

Each point has a number, by which it is known again whatever became of its words. A line without one is a new point, a
point whose line is gone is dropped; nothing that was written is passed over, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from churntui.briefs.deciding import PlacedPoint, Written
from churntui.model.choices import BRIEF_SECTION_LABELS, BriefSection
from churntui.plain.text import clean_line, fold

_TOLD = """<!-- A line that begins with - is a point, and its number says which: write what it says after it.
     A line that begins with → below it says what follows from it.
     A line with - and no number is a new point; a point whose line you take out is dropped. -->"""

_POINT = re.compile(r"[-*+•](?:\s+|(?=\[)|$)(?:\[(\d+)\])?\s*(.*)")
_SO_WHAT = re.compile(r"(?:→|->)\s*(.*)")
_HEADING = re.compile(r"#+\s+(.*)")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a text changes; nothing where all of it is as it was."""

    edited: tuple[tuple[PlacedPoint, Written], ...] = ()
    dropped: tuple[PlacedPoint, ...] = ()
    added: tuple[Written, ...] = ()
    order: Mapping[BriefSection, tuple[PlacedPoint | Written, ...]] = field(default_factory=dict)
    """The points of each section whose order is another one now, or that a new point stands in."""

    def __bool__(self) -> bool:
        return bool(self.edited or self.dropped or self.added or self.order)

    @property
    def written(self) -> tuple[Written, ...]:
        """Every point that has other words now, the new ones too."""
        return (*(written for _, written in self.edited), *self.added)


@dataclass(slots=True)
class _Line:
    """A point as it is read."""

    number: int | None
    section: BriefSection
    parts: list[str]
    """Its words, and from the second on what follows from it."""


def as_text(title: str, places: Sequence[PlacedPoint]) -> str:
    """The points of the shareable part, numbered, under their headings; ends with a newline."""
    lines = [_TOLD, "", f"# {clean_line(title)}"]
    heading = None
    for number, place in _numbered(places).items():
        if place.heading != heading:
            heading = place.heading
            lines += ["", f"## {clean_line(heading)}", ""]
        lines.append(f"- [{number}] {clean_line(place.point.text)}")
        if place.point.so_what:
            lines.append(f"  → {clean_line(place.point.so_what)}")
    return "\n".join(lines) + "\n"


def read(text: str, places: Sequence[PlacedPoint]) -> Rewriting:
    """What it changes of these; nothing where no point came back at all, as of a file that was emptied."""
    lines = [line for line in _lines(text, places) if line.parts[0]]
    if not lines:
        return Rewriting()
    known = _numbered(places)
    found: dict[int, PlacedPoint] = {}
    edited: list[tuple[PlacedPoint, Written]] = []
    added: list[Written] = []
    order: dict[BriefSection, list[PlacedPoint | Written]] = {}
    for line in lines:
        written = Written(line.section, line.parts[0], " ".join(line.parts[1:]).strip())
        place = known.get(line.number or 0)
        if place is None or line.number in found:
            added.append(written)
            order.setdefault(line.section, []).append(written)
            continue
        found[line.number or 0] = place
        order.setdefault(line.section, []).append(place)
        if written != _as_it_is(place):
            edited.append((place, written))
    dropped = tuple(place for number, place in known.items() if number not in found)
    return Rewriting(tuple(edited), dropped, tuple(added), _reordered(order, places, dropped))


def _numbered(places: Sequence[PlacedPoint]) -> dict[int, PlacedPoint]:
    """The points of the shareable part that can be worked on, by their numbers."""
    inside = [place for place in places if place.is_in and place.can_change]
    return dict(enumerate(inside, start=1))


def _as_it_is(place: PlacedPoint) -> Written:
    section: BriefSection = place.section or "use"
    return Written(section, clean_line(place.point.text), clean_line(place.point.so_what))


def _reordered(
    order: Mapping[BriefSection, Sequence[PlacedPoint | Written]],
    places: Sequence[PlacedPoint],
    dropped: Sequence[PlacedPoint],
) -> dict[BriefSection, tuple[PlacedPoint | Written, ...]]:
    """The sections whose points do not stand as they stood, but for those that are gone."""
    stood: dict[BriefSection | None, list[PlacedPoint | Written]] = {}
    for place in places:
        if place.is_in and place.can_change and place not in dropped:
            stood.setdefault(place.section, []).append(place)
    return {section: tuple(now) for section, now in order.items() if list(now) != stood.get(section)}


def _lines(text: str, places: Sequence[PlacedPoint]) -> list[_Line]:
    """The points in a text; what stands by itself is one too, and so is what stands under a heading nobody knows."""
    sections: dict[str, BriefSection] = {fold(label): code for code, label in BRIEF_SECTION_LABELS.items()}
    sections |= {fold(place.heading): place.section for place in places if place.section}
    section: BriefSection = next((place.section for place in places if place.section), "use")
    lines: list[_Line] = []
    is_open = is_comment = False
    for raw in text.splitlines():
        words = clean_line(raw)
        if is_comment or words.startswith("<!--"):
            is_comment = "-->" not in words
        elif not words:
            is_open = False
        elif heading := _HEADING.fullmatch(words):
            section, is_open = sections.get(fold(heading[1]), section), False
        elif point := _POINT.fullmatch(words):
            lines.append(_Line(int(point[1]) if point[1] else None, section, [point[2]]))
            is_open = True
        elif not is_open:
            lines.append(_Line(None, section, [words]))
            is_open = True
        elif so_what := _SO_WHAT.fullmatch(words):
            lines[-1].parts.append(so_what[1])
        else:
            lines[-1].parts[-1] = f"{lines[-1].parts[-1]} {words}".strip()
    return lines
