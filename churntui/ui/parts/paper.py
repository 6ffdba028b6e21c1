"""Sections of points as they are read on a screen: a brief, and a handover sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from churntui import briefs
from churntui.briefs.facts import Section
from churntui.briefs.output.frame import shared_source
from churntui.ui.kit.safe import visible


def paper(sections: Sequence[Section], as_of: date) -> RenderableType:
    """The sections as they are read: points hang on their signs; a source all of them share stands above them."""
    blocks: list[RenderableType] = []
    for section in sections:
        common = shared_source(section, as_of)
        heading = Text(section.heading, "bold underline")
        if common:
            heading = Text.assemble(heading, (f"  {visible(common)}", "dim"))
        grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
        grid.add_column(width=1)
        grid.add_column(ratio=1, overflow="fold")
        for point in section.points:
            text = Text(visible(point.text), "bold" if point.urgent else "")
            source = "" if common else briefs.cited(point, as_of)
            if source:
                text.append(f" · {visible(source)}", "dim not bold")
            grid.add_row("!" if point.urgent else "·", text)
            if point.so_what:
                grid.add_row("", Text(f"→ {point.so_what}", "italic"))
        blocks += [*([Text()] if blocks else []), heading, grid]
    return Group(*blocks)
