"""What stands around the points of a brief in every format: its title, its day, where a point comes from.

The shareable part is in the brief's language, and so are these few words; the internal part is in ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from churntui.briefs.facts import Brief, PartName, Point, Section
from churntui.briefs.language import Wording, wording
from churntui.briefs.wording import named
from churntui.model.choices import Language

PARTS: tuple[PartName, ...] = ("shareable", "internal")
"""In the order they are written."""

INTERNAL = "Internal: never leaves"
"""What stands on every page of the internal part."""


def said_in(brief: Brief, part: PartName) -> Language:
    """The language of a part."""
    return brief.language if part == "shareable" else "en"


def words_of(brief: Brief, part: PartName) -> Wording:
    """How the words around the points of a part are said, and its days."""
    return wording(said_in(brief, part))


def title(brief: Brief) -> str:
    """As we say it among ourselves: `Nordwind GmbH · 2026 Q4`."""
    return f"{named(brief.logo.name)} · {brief.quarter.label}"


def headline(brief: Brief) -> str:
    """What stands on top of the shareable part: `Nordwind GmbH · Business review, Q4 2026`."""
    w = words_of(brief, "shareable")
    kind = w(f"kind-{brief.kind}")
    return w("title", logo=named(brief.logo.name), kind=kind, quarter=w.quarter(brief.quarter))


def dated(brief: Brief, part: PartName) -> str:
    """The day of the meeting, where it is known, and the day the brief is of."""
    w = words_of(brief, part)
    as_of = w("as-of", day=w.day(brief.as_of))
    return as_of if brief.meets_on is None else f"{w('meeting', day=w.day(brief.meets_on))} · {as_of}"


def cited(point: Point, as_of: date, language: Language = "en") -> str:
    """Where a point comes from: the source, and its day where neither the text nor the brief's own day says it."""
    w, reach = wording(language), point.as_of
    if not point.source or reach is None or reach == as_of or w.day(reach) in point.text:
        return point.source
    return w("source-to", source=point.source, day=w.short_day(reach))


def shared_source(section: Section, as_of: date, language: Language = "en") -> str:
    """The source that all points of a section have; empty where they differ, or where there is but one."""
    as_told = {cited(point, as_of, language) for point in section.points}
    with_days = {cited(replace(point, text=""), as_of, language) for point in section.points}
    same = next((sources for sources in (as_told, with_days) if len(sources) == 1), set())
    return same.pop() if same and len(section.points) > 1 else ""


def in_order(parts: Sequence[PartName]) -> list[PartName]:
    """The parts asked for, the shareable one first."""
    return [name for name in PARTS if name in parts]
