"""A brief on its way out: Markdown for a document or a mail, JSON for a program.

A point's text is plain and partly what people wrote, so all of it is escaped: it reads the same in every Markdown
viewer as it does here. Each part has its own heading, and the internal one says on top that it stays inside.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from churntui.briefs.parts import Brief, PartName, Point, Section
from churntui.briefs.wording import named
from churntui.plain import dates
from churntui.plain.markdown import escaped
from churntui.plain.text import clean_line

Kind = Literal["md", "json"]

PARTS: tuple[PartName, ...] = ("shareable", "internal")
"""In the order they are written."""


def title(brief: Brief) -> str:
    """`Nordwind GmbH · 2026 Q4`."""
    return f"{named(brief.logo.name)} · {brief.quarter.label}"


def cited(point: Point, as_of: date) -> str:
    """Where a point comes from: the source, and its day where neither the text nor the brief's own day says it."""
    day = dates.short(point.as_of) if point.as_of and point.as_of != as_of else ""
    return point.source if not day or day in point.text else f"{point.source}, {day}"


def markdown(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> str:
    """The parts as Markdown, the shareable one first; ends with a newline."""
    heads = {
        "shareable": f"# {escaped(title(brief))}\n\nAs of {dates.short(brief.as_of)}.",
        "internal": f"# Internal: {escaped(title(brief))}\n\nNever leaves. As of {dates.short(brief.as_of)}.",
    }
    texts = [
        "\n\n".join([heads[name], *(in_markdown(section, brief.as_of) for section in brief.part(name))])
        for name in PARTS
        if name in parts
    ]
    return "\n\n---\n\n".join(texts) + "\n"


def in_markdown(section: Section, as_of: date) -> str:
    """A section as Markdown, its sources with their days where that is not the as-of day."""
    return "\n".join(
        [f"## {escaped(section.heading)}", "", *(_point(point, as_of) for point in section.points)]
    )


def _point(point: Point, as_of: date) -> str:
    text, source = escaped(point.text), escaped(cited(point, as_of))
    line = f"- **{text}**" if point.urgent else f"- {text}"
    if source:
        line += f" · {source}"
    return f"{line}\n  - {escaped(point.so_what)}" if point.so_what else line


def written(brief: Brief, parts: Sequence[PartName], kind: Kind) -> str:
    """The parts as the text of a file."""
    if kind == "md":
        return markdown(brief, parts)
    return json.dumps(as_json(brief, parts), ensure_ascii=False, indent=2) + "\n"


def as_json(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> dict[str, Any]:
    """The parts as plain values; a point's text ends with what follows from it, days are ISO."""
    return {
        "logo_id": brief.logo.ref,
        "name": clean_line(brief.logo.name),
        "as_of": brief.as_of.isoformat(),
        "parts": {name: [_plain(section) for section in brief.part(name)] for name in PARTS if name in parts},
    }


def _plain(section: Section) -> dict[str, Any]:
    return {
        "section": section.heading,
        "points": [
            {
                "text": f"{point.text}. {point.so_what}" if point.so_what else point.text,
                "source": point.source,
                "as_of": point.as_of.isoformat() if point.as_of else None,
            }
            for point in section.points
        ],
    }
