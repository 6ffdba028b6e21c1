"""A brief as JSON, for a program: keys are never renamed, days are ISO, and what is not known is null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from churntui.briefs.facts import Brief, PartName, Point, Section
from churntui.briefs.language import Wording
from churntui.briefs.output.frame import in_order, words_of
from churntui.plain.text import clean_line


def in_json(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> str:
    """The parts as an indented object; ends with a newline."""
    return json.dumps(as_json(brief, parts), ensure_ascii=False, indent=2) + "\n"


def as_json(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> dict[str, Any]:
    """The parts as plain values."""
    return {
        "logo_id": brief.logo.ref,
        "name": clean_line(brief.logo.name),
        "as_of": brief.as_of.isoformat(),
        "parts": {
            name: [_section(section, words_of(brief, name)) for section in brief.part(name)]
            for name in in_order(parts)
        },
        "kind": brief.kind,
        "language": brief.language,
        "meets_on": brief.meets_on.isoformat() if brief.meets_on else None,
    }


def _section(section: Section, w: Wording) -> dict[str, Any]:
    return {
        "section": section.heading,
        "points": [_point(point, w) for point in section.points],
        "code": section.code,
    }


def _point(point: Point, w: Wording) -> dict[str, Any]:
    """A point; its text ends with what follows from it. Its key is without the id of the row it speaks of."""
    figure = point.figure
    return {
        "text": w.sentences(point.text, point.so_what),
        "source": point.source,
        "as_of": point.as_of.isoformat() if point.as_of else None,
        "key": point.key.partition(":")[0],
        "state": point.state,
        "figure": figure and {"kind": figure.kind, "labels": figure.labels, "values": figure.values},
    }
