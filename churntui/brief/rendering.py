"""A brief on its way out: Markdown for a document or a mail, JSON for a program.

A point's text is plain and partly what people wrote, so all of it is escaped: it reads the same in every Markdown
viewer as it does here. Each part has its own heading, and the internal one says on top that it stays inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from churntui import dates
from churntui.metrics.briefs import Brief, PartName, Point, Section
from churntui.metrics.briefs.wording import named
from churntui.text import clean_line

_ACTIVE = re.compile(r"([\\`*_\[\]<>]|~~|&(?=#?\w+;))")
"""What Markdown would obey anywhere in a line; an ampersand only where it begins an entity."""

_LEADING = re.compile(r"\A([#>+|=-]|\d+(?=[.)](\s|\Z)))")
"""What it would obey at the start of one."""


def escaped(text: str) -> str:
    """One line that every Markdown viewer shows as it is."""
    line = _ACTIVE.sub(r"\\\1", clean_line(text))
    leading = _LEADING.match(line)
    if leading is None:
        return line
    if leading[0].isdigit():
        return f"{leading[0]}\\{line[leading.end() :]}"
    return f"\\{line}"


def title(brief: Brief) -> str:
    """`Nordwind GmbH · 2026 Q4`."""
    return f"{named(brief.logo.name)} · {brief.quarter.label}"


def cited(point: Point) -> str:
    """Where a point comes from: the source, and its day where the text does not name it."""
    if not point.source:
        return ""
    day = dates.short(point.as_of) if point.as_of else ""
    return point.source if not day or day in point.text else f"{point.source}, {day}"


def markdown(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> str:
    """The parts as Markdown, the shareable one first; ends with a newline."""
    texts = []
    if "shareable" in parts:
        head = f"# {escaped(title(brief))}\n\nAs of {dates.short(brief.as_of)}."
        texts.append("\n\n".join([head, *map(_section, brief.shareable)]))
    if "internal" in parts:
        head = f"# Internal: {escaped(title(brief))}\n\nNot for {escaped(named(brief.logo.name))}. As of {dates.short(brief.as_of)}."
        texts.append("\n\n".join([head, *map(_section, brief.internal)]))
    return "\n\n---\n\n".join(texts) + "\n"


def _section(section: Section) -> str:
    return "\n".join([f"## {escaped(section.heading)}", "", *map(_point, section.points)])


def _point(point: Point) -> str:
    source = cited(point)
    text = escaped(f"{point.text} · {source}" if source else point.text)
    line = f"- **{text}**" if point.urgent else f"- {text}"
    return f"{line}\n  {escaped(point.so_what)}" if point.so_what else line


def as_json(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> dict[str, Any]:
    """The parts as plain values; a point's text ends with what follows from it, days are ISO."""
    return {
        "logo_id": brief.logo.ref,
        "name": clean_line(brief.logo.name),
        "as_of": brief.as_of.isoformat(),
        "parts": {
            name: [_plain(section) for section in brief.part(name)]
            for name in ("shareable", "internal")
            if name in parts
        },
    }


def _plain(section: Section) -> dict[str, Any]:
    return {
        "section": section.heading,
        "points": [
            {
                "text": f"{point.text} {point.so_what}".strip(),
                "source": point.source,
                "as_of": point.as_of.isoformat() if point.as_of else None,
            }
            for point in section.points
        ],
    }
