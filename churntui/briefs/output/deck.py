"""A presentation being filled: somebody's template, or a plain one of our own.

Its layouts are found by what they hold, and text goes into their own placeholders, so that fonts, colours and places
are the template's. Where it has no such layout, the words stand in boxes of their own, and `lacks` says so. Slides
that a template holds are left out, also from the file. Two equal presentations are equal bytes, but for the tables
of numbers within charts, which hold the time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from churntui.briefs.output import plain_deck
from churntui.briefs.output.plain_deck import Box
from churntui.briefs.output.slide_plan import Room
from churntui.plain.errors import BadInputError

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.shapes.placeholder import LayoutPlaceholder
    from pptx.slide import Slide, SlideLayout
    from pptx.text.text import TextFrame

_SMALLEST = Room(216, 144)
"""A placeholder with less room than that is none for a list."""

_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file within the presentation's, the first that a zip can hold."""


class Deck:
    """The slides so far.

    Raises:
        ChurnError: python-pptx is not installed.
        BadInputError: The template cannot be read.
    """

    box: Box
    """Where a slide has its text."""
    page: Box
    """The same on the one slide of an executive's review; in ours its title is of one line, and leaves more room."""

    def __init__(self, template: Path | None = None) -> None:
        self._is_ours = template is None
        self._presentation = plain_deck.made() if template is None else _read(template)
        width, height = self._presentation.slide_width, self._presentation.slide_height
        self.width, self.height = (float(length or 0) / 12700 for length in (width, height))
        layouts = [*self._presentation.slide_layouts]
        self._opening = next((layout for layout in layouts if _opens(layout)), None)
        self._content = next(
            (layout for is_wanted in (_has_one_text, _has_text) for layout in layouts if is_wanted(layout)),
            None,
        )
        self._fallback = next((layout for layout in layouts if _of_types(layout, _TITLES)), layouts[-1])
        self.box = self._body_box()
        self.page = plain_deck.PAGE if self._is_ours else self.box

    @property
    def lacks(self) -> Iterator[str]:
        """What the template has no layout for, as sentences."""
        if self._opening is None:
            yield "it has no layout with a title and a subtitle, so the first slide is as the others"
        if self._content is None or self.box == self._default_box():
            yield "it has no layout with a title and room for text, so the text stands in boxes of its own"

    def room(self, box: Box) -> Room:
        """What a place has for text; nobody knows how broad a template's letters are."""
        return Room(box.width, box.height, plain_deck.LETTER if self._is_ours else 1.0)

    def opening(self) -> tuple[Slide, TextFrame, TextFrame]:
        """A first slide, its title and the text under it."""
        slide = self._add(self._opening or self._content or self._fallback)
        under = _placeholder(slide, _SUBTITLES | _TEXTS)
        _clear(slide, keep=under)
        title = self._title(slide)
        return slide, title, (under or slide.shapes.add_textbox(*self.box.emu)).text_frame

    def slide(self, box: Box | None, *, is_page: bool = False) -> tuple[Slide, TextFrame, TextFrame | None]:
        """A further slide, its title, and the text at `box`; without a box it has no text."""
        slide = self._add(self._content or self._fallback)
        body = _placeholder(slide, _TEXTS) if box and self.box != self._default_box() else None
        _clear(slide, keep=body)
        title = self._title(slide)
        if is_page and self._is_ours:
            shape = slide.shapes.title
            shape.left, shape.top, shape.width, shape.height = plain_deck.PAGE_TITLE.emu
        if box is None:
            return slide, title, None
        if body is None:
            body = slide.shapes.add_textbox(*box.emu)
        body.left, body.top, body.width, body.height = box.emu
        return slide, title, body.text_frame

    def title_box(self, slide: Slide) -> Box:
        """Where the title of a slide stands."""
        title = slide.shapes.title
        if title is None or not title.width or not title.height:
            return self._default_title()
        return Box(
            *(float(length or 0) / 12700 for length in (title.left, title.top, title.width, title.height))
        )

    def saved(self, title: str, language: str, on: date) -> bytes:
        """The presentation as the contents of a file; it tells nobody who wrote it."""
        about = self._presentation.core_properties
        about.title, about.language = title[:250], language
        about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
        about.created = about.modified = datetime.combine(on, time())
        about.revision = 1
        written = io.BytesIO()
        self._presentation.save(written)
        return _repacked(written, is_ours=self._is_ours)

    def _add(self, layout: SlideLayout) -> Slide:
        return self._presentation.slides.add_slide(layout)

    def _title(self, slide: Slide) -> TextFrame:
        title = slide.shapes.title
        return (
            title.text_frame
            if title is not None
            else slide.shapes.add_textbox(*self._default_title().emu).text_frame
        )

    def _body_box(self) -> Box:
        """Where the layout for content has its text; a place of our own where that is too small."""
        body = _placeholder(self._content, _TEXTS) if self._content else None
        if body is None:
            return self._default_box()
        lengths = (body.left, body.top, body.width, body.height)
        box = Box(*(float(length or 0) / 12700 for length in lengths))
        is_large = box.width >= _SMALLEST.width and box.height >= _SMALLEST.height
        return box if is_large else self._default_box()

    def _default_box(self) -> Box:
        return Box(0.05 * self.width, 0.22 * self.height, 0.9 * self.width, 0.7 * self.height)

    def _default_title(self) -> Box:
        return Box(0.05 * self.width, 0.06 * self.height, 0.9 * self.width, 0.14 * self.height)


_TITLES = frozenset({"TITLE", "CENTER_TITLE"})
_SUBTITLES = frozenset({"SUBTITLE"})
_TEXTS = frozenset({"BODY", "OBJECT"})
"""The names of python-pptx for what a placeholder holds."""


def _of_types(holder: Slide | SlideLayout, types: frozenset[str]) -> list[Any]:
    return [shape for shape in holder.placeholders if shape.placeholder_format.type.name in types]


def _placeholder(holder: Slide | SlideLayout, types: frozenset[str]) -> Any:
    return next(iter(_of_types(holder, types)), None)


def _opens(layout: SlideLayout) -> bool:
    return bool(_of_types(layout, _TITLES) and _of_types(layout, _SUBTITLES))


def _has_one_text(layout: SlideLayout) -> bool:
    """A title, one text, and nothing else to fill: what every template calls title and content."""
    known = _of_types(layout, frozenset({"DATE", "FOOTER", "SLIDE_NUMBER"}))
    others = len([*layout.placeholders]) - len(known)
    return others == 2 and bool(_of_types(layout, frozenset({"TITLE"}))) and bool(_objects(layout))


def _has_text(layout: SlideLayout) -> bool:
    return bool(_of_types(layout, frozenset({"TITLE"})) and _of_types(layout, _TEXTS))


def _objects(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """Placeholders for any content; a section's header has one for text alone."""
    return _of_types(layout, frozenset({"OBJECT"}))


def _clear(slide: Slide, keep: Any) -> None:
    """Take out the placeholders nothing is put into: they would ask for a click."""
    for shape in [*slide.placeholders]:
        if shape.placeholder_format.type.name not in _TITLES and shape.element is not getattr(
            keep, "element", None
        ):
            shape.element.getparent().remove(shape.element)


def _read(template: Path) -> Presentation:
    """The template without its slides.

    Raises:
        BadInputError: It is no presentation.
    """
    pptx = plain_deck.library()
    from lxml.etree import XMLSyntaxError
    from pptx.exc import PythonPptxError
    from pptx.opc.constants import RELATIONSHIP_TYPE

    try:
        presentation: Presentation = pptx.Presentation(str(template))
    except (PythonPptxError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise BadInputError(
            f"{template} is no presentation to take as a template", "Name a .pptx file"
        ) from None
    root = presentation.element
    for entry in [*root.iter("{*}sldId")]:
        entry.getparent().remove(entry)
    for name, related in [*presentation.part.rels.items()]:
        if related.reltype == RELATIONSHIP_TYPE.SLIDE:
            presentation.part.rels.pop(name)
    for listed in [*root.iter("{*}custShowLst"), *(each.getparent() for each in root.iter("{*}sectionLst"))]:
        listed.getparent().remove(listed)  # they name the slides that are gone
    if not len(presentation.slide_layouts):
        raise BadInputError(f"{template} has no layouts", "Take a presentation that has some as the template")
    return presentation


def _repacked(written: io.BytesIO, *, is_ours: bool) -> bytes:
    """The same package with no times in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if is_ours and plain_deck.is_left_out(name):
                continue
            contents = source.read(name)
            target.writestr(
                zipfile.ZipInfo(name, _WRITTEN),
                plain_deck.recoloured(name, contents) if is_ours else contents,
                zipfile.ZIP_DEFLATED,
            )
    return packed.getvalue()
