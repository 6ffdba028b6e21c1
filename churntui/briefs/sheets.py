"""A sheet about one logo that is for us alone: what it is called, its sections, and how it leaves as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from churntui.briefs.facts import Point, Section
from churntui.briefs.output.markdown import in_markdown
from churntui.briefs.wording import named
from churntui.model.rows import Logo
from churntui.plain import dates
from churntui.plain.files import named_after
from churntui.plain.markdown import escaped


@dataclass(frozen=True, slots=True)
class Sheet:
    """One logo's, as of a day."""

    name: str
    """What kind of sheet it is, such as `Handover`."""
    logo: Logo
    as_of: date
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """`Handover: Nordwind GmbH`."""
        return f"{self.name}: {named(self.logo.name)}"

    @property
    def about(self) -> str:
        """Whose logo it is, and of which day the sheet is."""
        whose = f"Looked after by {named(self.logo.owner)}. " if self.logo.owner else ""
        return f"{whose}As of {dates.short(self.as_of)}. For us alone: it never leaves."

    @property
    def file_name(self) -> str:
        """`handover-nordwind-gmbh-2026-11-21.md`."""
        what = self.name.lower().replace(" ", "-")
        return f"{what}-{named_after(self.logo.name, self.logo.ref)}-{self.as_of.isoformat()}.md"


def markdown(sheet: Sheet) -> str:
    """The sheet as Markdown; ends with a newline."""
    head = f"# {escaped(sheet.title)}\n\n{escaped(sheet.about)}"
    return "\n\n".join([head, *(in_markdown(section, sheet.as_of) for section in sheet.sections)]) + "\n"


def filled(*sections: Section) -> tuple[Section, ...]:
    """Those that say something, without where each point comes from: who reads the sheet has the book."""
    return tuple(
        replace(section, points=tuple(_unsourced(point) for point in section.points))
        for section in sections
        if section.points
    )


def _unsourced(point: Point) -> Point:
    return replace(point, source="", as_of=None)
