"""A brief as Markdown, for a document or a mail.

A point's text is plain and partly what people wrote, so all of it is escaped: it reads the same in every Markdown
viewer as it does here. Each part has its own heading, and the internal one says on top that it stays inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.briefs.facts import Brief, PartName, Point, Section
from churntui.briefs.output.frame import cited, dated, headline, in_order, said_in, title
from churntui.model.choices import Language
from churntui.plain.markdown import escaped


def markdown(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> str:
    """The parts as Markdown, the shareable one first; ends with a newline."""
    return "\n\n---\n\n".join(_part(brief, name) for name in in_order(parts)) + "\n"


def _part(brief: Brief, name: PartName) -> str:
    language, days = said_in(brief, name), escaped(dated(brief, name))
    if name == "internal":
        head = f"# Internal: {escaped(title(brief))}\n\nNever leaves. {days}."
    else:
        head = f"# {escaped(headline(brief))}\n\n{days}"
    return "\n\n".join([head, *(in_markdown(section, brief.as_of, language) for section in brief.part(name))])


def in_markdown(section: Section, as_of: date, language: Language = "en") -> str:
    """A section as Markdown, its sources with their days where that is not the as-of day."""
    lines = [_point(point, as_of, language) for point in section.points]
    return "\n".join([f"## {escaped(section.heading)}", "", *lines])


def _point(point: Point, as_of: date, language: Language) -> str:
    text, source = escaped(point.text), escaped(cited(point, as_of, language))
    line = f"- **{text}**" if point.urgent else f"- {text}"
    if source:
        line += f" · {source}"
    return f"{line}\n  - {escaped(point.so_what)}" if point.so_what else line
