"""The presentation that a brief is put into where nobody has a template: broad, white, its titles in colour.

It is the one that python-pptx brings, changed in its master and its layouts alone, so that whoever opens it can go on
changing it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from churntui.plain.errors import ChurnError

if TYPE_CHECKING:
    from pptx.presentation import Presentation

LETTER = 0.9
"""How wide a letter of our own font is, or of what replaces it, against one of the broadest."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Any, Any, Any, Any]:
        """As python-pptx takes it."""
        from pptx.util import Pt

        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


PAGE_TITLE, PAGE = Box(44, 24, 872, 42), Box(44, 72, 872, 444)
"""Where the title and the text of an executive's review are: its title is of one line, and leaves more room."""

_PLACES = {
    "TITLE": Box(44, 30, 872, 60),
    "BODY": Box(44, 102, 872, 402),
    "CENTER_TITLE": Box(64, 150, 832, 120),
    "SUBTITLE": Box(64, 280, 832, 100),
}
"""Where its placeholders are, by the names of python-pptx for what they hold."""

_THEME = ((b"4F81BD", b"1F4E79"), (b'typeface="Calibri"', b'typeface="Arial"'))
"""Of the theme that python-pptx brings: its first accent and its font, and those of ours. Arial, or one as broad, is on
every machine, so that a text that has room here has room there."""

_EDGE = """<p:sp {nsdecls}><p:nvSpPr><p:cNvPr id="99" name="Edge"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>
</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="127000" cy="6858000"/></a:xfrm><a:prstGeom prst="rect">
<a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>
</p:spPr></p:sp>"""
"""A strip in colour along the left edge of every slide."""


def library() -> Any:
    """python-pptx.

    Raises:
        ChurnError: It is not installed.
    """
    try:
        import pptx
    except ImportError:
        raise ChurnError(
            "A presentation is written by python-pptx, which is not installed",
            "Install it: pip install 'churntui[pptx]'",
        ) from None
    return pptx


def made() -> Presentation:
    """A new one, without slides.

    Raises:
        ChurnError: python-pptx is not installed.
    """
    presentation: Presentation = library().Presentation()
    _broaden(presentation)
    _place(presentation)
    _style(presentation)
    return presentation


def recoloured(name: str, contents: bytes) -> bytes:
    """A file of its package, the theme in our colour and font, and no picture of what it was before."""
    if re.fullmatch(r"ppt/theme/theme\d+\.xml", name):
        for theirs, ours in _THEME:
            contents = contents.replace(theirs, ours)
    if name == "_rels/.rels":
        contents = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", contents)
    return contents


def is_left_out(name: str) -> bool:
    """Whether a file of its package is of no use."""
    return name == "docProps/thumbnail.jpeg"


def _broaden(presentation: Presentation) -> None:
    """As broad as a screen is now, and every layout with it."""
    from pptx.util import Inches

    before = presentation.slide_width or 1
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    for size in presentation.element.iter("{*}sldSz"):
        size.attrib.pop("type", None)  # it says 4 by 3
    for shape in _placeholders(presentation):
        if shape.element.xpath("./p:spPr/a:xfrm"):
            left, width = shape.left, shape.width
            shape.left, shape.width = (Inches(13.333 * length / before) for length in (left, width))


def _place(presentation: Presentation) -> None:
    for shape in (*presentation.slide_master.placeholders, *presentation.slide_layouts[0].placeholders):
        if place := _PLACES.get(shape.placeholder_format.type.name):
            shape.left, shape.top, shape.width, shape.height = place.emu


def _style(presentation: Presentation) -> None:
    """Titles on the left and in colour, and a strip of it along the edge."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    master, opening = presentation.slide_master.element, presentation.slide_layouts[0].element
    for style in (*master.iter("{*}titleStyle"), *opening.iter("{*}lstStyle")):
        for level in style.iter("{*}lvl1pPr"):
            level.set("algn", "l")
    for given in master.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr"):
        given.set("sz", "2600")
        given.set("b", "1")
        for colour in given.iter("{*}schemeClr"):
            colour.set("val", "accent1")
    # python-pptx adds no shape to a master; the two before it are the tree's own properties
    master.cSld.spTree.insert(2, parse_xml(_EDGE.format(nsdecls=nsdecls("p", "a"))))


def _placeholders(presentation: Presentation) -> Iterator[Any]:
    for holder in (presentation.slide_master, *presentation.slide_layouts):
        yield from holder.placeholders
